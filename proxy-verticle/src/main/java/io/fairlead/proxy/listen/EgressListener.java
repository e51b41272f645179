package io.fairlead.proxy.listen;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.RoutingStage;
import io.fairlead.proxy.wire.WireLimits;
import io.vertx.core.Vertx;

/**
 * One port for every service: the Host header, or the authority of an absolute-form target ({@code
 * http_proxy=}), says which.
 */
public final class EgressListener {
  private EgressListener() {}

  /** The listener of one event loop. */
  public static Listener of(
      Vertx vertx,
      Place place,
      WireLimits limits,
      RequestChain.Shared shared,
      RequestChain.Loop loop,
      LiveRoutes routes,
      RetryPolicy retries) {
    var chain = RequestChain.egress(shared, loop, new RoutingStage(routes), retries);
    return new ChainListener(vertx, place, Direction.EGRESS, limits, chain, shared.nanoClock());
  }
}
