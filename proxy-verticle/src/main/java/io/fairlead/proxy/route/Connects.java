package io.fairlead.proxy.route;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.RequestHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;

/** Which tunnels would end in front of somebody who does not understand what comes out; pure. */
final class Connects {
  private static final String HTTPS = ":443";

  private Connects() {}

  /**
   * Why a request is not to be tunnelled to where its route leads; null when it may be. Who asks
   * for port 443 is about to speak TLS. A sidecar in front of an application of HTTP would refuse
   * its first byte, and the client would see nothing but a broken handshake. On any other port
   * clients tunnel plain HTTP and WebSocket, which that sidecar takes like all other requests.
   */
  static ProxyFailure refusal(RequestHead request, Route route) {
    boolean isTls = request.method().equals("CONNECT") && request.authority().endsWith(HTTPS);
    if (!isTls
        || route.protocol() == AppProtocol.TCP
        || route.endpoints().stream().noneMatch(RouteEndpoint::sidecar)) {
      return null;
    }
    return new ProxyFailure.NotSupported(
        "TLS for service "
            + route.name()
            + ", whose sidecars read HTTP (expected: http://, or appProtocol tcp for an application"
            + " that speaks TLS itself)");
  }
}
