package io.fairlead.proxy.listen;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.relay.ConnectionLimit;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.route.AliasPort;
import io.fairlead.proxy.route.AliasRouteStage;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.RoutingStage;

/**
 * Makes the listeners of one event loop for the application's calls. They differ in what a request
 * asks for; however many there are, they hold no more connections than one.
 */
public final class EgressListeners {
  private final ListenContext context;
  private final LiveRoutes routes;
  private final RetryPolicy retries;
  private final Redirects redirects;
  private final ConnectionLimit connections;

  /**
   * @param redirects what becomes of connections that were meant for somebody else
   */
  public EgressListeners(
      ListenContext context, LiveRoutes routes, RetryPolicy retries, Redirects redirects) {
    this.redirects = redirects;
    this.context = context;
    this.routes = routes;
    this.retries = retries;
    this.connections = new ConnectionLimit(context.limits().downstreamMax());
  }

  /**
   * One port for every service: the Host header, or the authority of an absolute-form target
   * ({@code http_proxy=}), says which.
   */
  public Listener forAll(Place place) {
    var fronts = new RedirectFronts(context, routes, retries, redirects, connections);
    ConnectionStart start = front -> new RedirectedConnection(front, fronts);
    return new EgressListener(
        listener(place, new RoutingStage(routes), start), fronts, context.loop());
  }

  /** A port of one client alias: where a client connected says which service it means. */
  public Listener forAlias(AliasPort alias, Place place) {
    var start = ConnectionStart.rawWhen(() -> isTcp(alias), context);
    return listener(place, new AliasRouteStage(routes, alias), start);
  }

  /** A service may be registered anew with another protocol: any thread, for each connection. */
  private boolean isTcp(AliasPort alias) {
    return routes.table().protocolOf(alias.toString()) == AppProtocol.TCP;
  }

  private Listener listener(Place place, Stage routing, ConnectionStart start) {
    var chain = RequestChain.egress(context.shared(), context.chain(), routing, retries);
    return new ChainListener(context, place, Direction.EGRESS, connections, chain::handle, start);
  }
}
