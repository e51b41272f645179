package io.fairlead.proxy;

import io.fairlead.proxy.gateway.Gateway;
import io.fairlead.proxy.gateway.GatewayMetrics;
import io.fairlead.proxy.listen.Place;
import io.fairlead.proxy.settings.GatewayListenerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** The ports that take requests from outside; usually there are none. */
final class Gateways {
  /** One of them. */
  record Opened(Place place, Gateway gateway) {}

  private final List<Opened> all;

  private Gateways(List<Opened> all) {
    this.all = List.copyOf(all);
  }

  /** Lays them out and reads nothing yet. */
  static Gateways of(ProxySettings settings, MeterRegistry meters) {
    var listeners = settings.gateway().listeners();
    if (listeners.isEmpty()) {
      return new Gateways(List.of());
    }
    var metrics = new GatewayMetrics(meters);
    List<Opened> opened = new ArrayList<>();
    for (int i = 0; i < listeners.size(); i++) {
      var listener = listeners.get(i);
      var gateway = new Gateway(settings.gateway(), listener, metrics);
      opened.add(new Opened(place(settings, listener, i), gateway));
    }
    return new Gateways(opened);
  }

  private static Place place(ProxySettings settings, GatewayListenerSettings listener, int index) {
    String host = listener.host() == null ? settings.task().host() : listener.host();
    return Place.of(
        "gateway " + index, host, listener.port(), "port of gateway.listeners[" + index + "]");
  }

  List<Opened> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Reads their files; blocks. */
  void load() {
    all.forEach(opened -> opened.gateway().load());
  }

  /** Takes over what has changed of them; blocks. */
  void reload() {
    all.forEach(opened -> opened.gateway().reload());
  }
}
