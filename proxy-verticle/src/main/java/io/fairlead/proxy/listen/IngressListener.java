package io.fairlead.proxy.listen;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.route.FixedRouteStage;
import io.fairlead.proxy.wire.ConnectionLimit;
import io.fairlead.proxy.wire.WireLimits;
import io.vertx.core.Vertx;

/** The port of one service: whatever arrives goes to the application beside the sidecar. */
public final class IngressListener {
  private IngressListener() {}

  /**
   * The listener of one event loop.
   *
   * @param application a route with one endpoint
   */
  public static Listener of(
      Vertx vertx,
      Place place,
      WireLimits limits,
      RequestChain.Shared shared,
      RequestChain.Loop loop,
      Route application,
      int retriesMax) {
    var chain = RequestChain.ingress(shared, loop, new FixedRouteStage(application), retriesMax);
    var connections = new ConnectionLimit(limits.downstreamMax());
    return new ChainListener(
        vertx, place, Direction.INGRESS, limits, connections, chain, shared.nanoClock());
  }
}
