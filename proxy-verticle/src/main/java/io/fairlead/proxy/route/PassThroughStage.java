package io.fairlead.proxy.route;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Timeouts;
import io.vertx.core.Future;
import java.util.List;

/**
 * Sends a connection that has nothing to do with the mesh to where it was meant to go, which its
 * request names as an IP address and a port.
 */
public final class PassThroughStage implements Stage {
  /** Stands for all such destinations where services are told apart. */
  public static final String SERVICE_ID = "pass-through";

  private static final Timeouts TIMEOUTS = Timeouts.of(AppProtocol.TCP, null);

  private final boolean allowed;

  /**
   * @param allowed whether anything outside the mesh may be reached
   */
  public PassThroughStage(boolean allowed) {
    this.allowed = allowed;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    String destination = exchange.request().authority();
    if (destination == null) {
      return Future.failedFuture(
          new ProxyFailure.NotSupported(
              "the sidecar's own connection was redirected to it (expected: rules that leave out"
                  + " its user, as of fairlead sidecar iptables --proxy-uid)"));
    }
    if (!allowed) {
      return Future.failedFuture(
          new ProxyFailure.NoRoute(
              "nobody in the mesh is at "
                  + destination
                  + " (expected: an address of the mesh while egress.passThrough is false)"));
    }
    var endpoint = new RouteEndpoint(destination, address(destination), false, true, 1);
    exchange.routed(Route.of(SERVICE_ID, SERVICE_ID, AppProtocol.TCP, TIMEOUTS, List.of(endpoint)));
    return next.proceed(exchange);
  }

  private static Address address(String destination) {
    int colon = destination.lastIndexOf(':');
    String host = destination.substring(0, colon);
    boolean isBracketed = host.startsWith("[");
    return new Address(
        isBracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(destination.substring(colon + 1)));
  }
}
