package io.fairlead.proxy.listen;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.relay.ConnectionLimit;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.route.ApplicationRoute;
import io.fairlead.proxy.route.FixedRouteStage;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.tls.MeshTls;

/** The port of one service: whatever arrives goes to the application beside the sidecar. */
public final class IngressListener {
  private IngressListener() {}

  /**
   * The listener of one event loop.
   *
   * @param application a route with one endpoint
   * @param routes of the mesh, by which its timeouts and its rate limit go
   * @param tls whose the connections are
   */
  public static Listener of(
      ListenContext context,
      Place place,
      Route application,
      LiveRoutes routes,
      RetryPolicy retries,
      MeshTls tls) {
    var routing = new FixedRouteStage(new ApplicationRoute(application, routes));
    var chain = RequestChain.ingress(context.shared(), context.chain(), routing, retries);
    var connections = new ConnectionLimit(context.limits().downstreamMax());
    boolean raw = application.protocol() == AppProtocol.TCP;
    var reader = raw ? ConnectionStart.raw() : ConnectionStart.http(context);
    ConnectionStart start = front -> tls.ingress(front, !raw, () -> reader.handler(front));
    return new ChainListener(context, place, Direction.INGRESS, connections, chain::handle, start);
  }
}
