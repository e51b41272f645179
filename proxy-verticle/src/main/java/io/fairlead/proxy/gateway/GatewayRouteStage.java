package io.fairlead.proxy.gateway;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.RequestHead;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.RoutingTable;
import io.vertx.core.Future;
import java.util.IdentityHashMap;

/** Finds the service that a request from outside is for. One per event loop. */
final class GatewayRouteStage implements Stage {
  private final GatewayRoutes rules;
  private final LiveRoutes live;
  private final Long bytesMax;
  private final IdentityHashMap<GatewayRoutes.Rule, Route> found = new IdentityHashMap<>();
  private RoutingTable foundIn;

  /**
   * @param bytesMax of a request's body; null for no limit
   */
  GatewayRouteStage(GatewayRoutes rules, LiveRoutes live, Long bytesMax) {
    this.rules = rules;
    this.live = live;
    this.bytesMax = bytesMax;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var request = exchange.request();
    if (request.method().equals("CONNECT")) {
      return Future.failedFuture(
          new ProxyFailure.NotSupported("CONNECT to a gateway (expected: another method)"));
    }
    var rule = rules.find(request.authority(), request.path());
    if (rule == null) {
      return Future.failedFuture(
          new ProxyFailure.NoRoute(
              "no route of the gateway is for this host and path (expected: one; see"
                  + " gateway.listeners)"));
    }
    var route = routeOf(rule);
    if (route == null) {
      return Future.failedFuture(missing(rule.service()));
    }
    exchange.routed(route);
    var tooLarge = bytesMax == null ? null : tooLarge(request);
    return tooLarge == null ? next.proceed(exchange) : Future.failedFuture(tooLarge);
  }

  private Route routeOf(GatewayRoutes.Rule rule) {
    var table = live.table();
    if (table != foundIn) {
      found.clear();
      foundIn = table;
    }
    return found.computeIfAbsent(rule, r -> table.find(r.service()));
  }

  /** Unlike a client that asks for somebody unknown, this is for the operator to mend. */
  private ProxyFailure missing(String service) {
    return live.table().isComplete()
        ? new ProxyFailure.NoHealthyEndpoint(
            "service " + service + " of the gateway's routes is not registered (expected: it is)")
        : new ProxyFailure.NotReady(
            "service " + service + " is not known yet: the registry has not told everything");
  }

  /** What is announced is refused at once; what is not is counted as it comes. */
  private ProxyFailure tooLarge(RequestHead head) {
    if (!(head instanceof DownstreamRequest request)) {
      return null;
    }
    if (request.contentLength() > bytesMax) {
      return new ProxyFailure.BodyTooLarge(request.contentLength(), bytesMax);
    }
    if (request.upgrade() == null) {
      request.body().limit(bytesMax);
    }
    return null;
  }
}
