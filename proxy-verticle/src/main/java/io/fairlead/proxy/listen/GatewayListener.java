package io.fairlead.proxy.listen;

import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.gateway.Gateway;
import io.fairlead.proxy.relay.ConnectionLimit;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.route.LiveRoutes;

/** A port for clients outside the mesh. */
public final class GatewayListener {
  private GatewayListener() {}

  /**
   * The listener of one event loop.
   *
   * @param gateway loaded
   */
  public static Listener of(
      ListenContext all, Place place, Gateway gateway, LiveRoutes routes, RetryPolicy retries) {
    var context = all.with(gateway.headers(all.headers()));
    var chain =
        RequestChain.egress(context.shared(), context.chain(), gateway.routing(routes), retries);
    var connections = new ConnectionLimit(context.limits().downstreamMax());
    var http = ConnectionStart.http(context);
    ConnectionStart start = front -> gateway.secured(http.handler(front));
    return new ChainListener(
        context, place, Direction.GATEWAY, connections, gateway.outside(chain::handle), start);
  }
}
