package io.fairlead.proxy;

import io.fairlead.proxy.listen.GatewayListener;
import io.fairlead.proxy.listen.IngressListener;
import io.fairlead.proxy.listen.ListenContext;
import io.fairlead.proxy.listen.Listener;
import java.util.ArrayList;
import java.util.List;

/** Makes the listeners of one event loop for calls of others: the mesh's, and those outside it. */
final class InboundListeners {
  private InboundListeners() {}

  static List<Listener> of(SidecarParts parts, ListenContext listening) {
    List<Listener> all = new ArrayList<>();
    for (var served : parts.places.served()) {
      all.add(
          IngressListener.of(
              listening,
              served.ingress(),
              served.application(),
              parts.routes,
              parts.retries,
              parts.identity.tls));
    }
    for (var opened : parts.gateways.all()) {
      all.add(
          GatewayListener.of(
              listening, opened.place(), opened.gateway(), parts.routes, parts.retries));
    }
    return all;
  }
}
