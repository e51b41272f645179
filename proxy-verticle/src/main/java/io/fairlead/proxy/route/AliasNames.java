package io.fairlead.proxy.route;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.proxy.exchange.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Collects client aliases while a {@link RoutingTable} is made: each with its port, and without one
 * for clients that leave it out.
 */
final class AliasNames {
  private static final int HTTP_PORT = 80;

  private final RouteNames withPort;
  private final RouteNames onPort80;
  private final RouteNames onOtherPorts;
  private final Map<String, AliasPort> ports = new HashMap<>();

  AliasNames(boolean uniqueOnly) {
    withPort = new RouteNames(uniqueOnly);
    onPort80 = new RouteNames(uniqueOnly);
    onOtherPorts = new RouteNames(uniqueOnly);
  }

  void claim(ServiceConnectService service, Route route) {
    if (service == null) {
      return;
    }
    for (ClientAlias alias : service.clientAliases()) {
      // Without a name it means discoveryName.namespace, which every service has anyway.
      if (alias.dnsName() == null) {
        hasPort(route.name(), alias.port());
      } else {
        hasPort(alias.dnsName(), alias.port());
        withPort.claim(alias.dnsName() + ":" + alias.port(), route);
        var bare = alias.port() == HTTP_PORT ? onPort80 : onOtherPorts;
        bare.claim(alias.dnsName(), route);
      }
    }
  }

  private void hasPort(String name, int port) {
    var held = new AliasPort(RouteNames.canonical(name), port);
    ports.put(held.toString(), held);
  }

  /** Every name with each of its ports, as far as the table leads somewhere with it. */
  Set<AliasPort> ports(Predicate<AliasPort> leads) {
    return ports.values().stream().filter(leads).collect(Collectors.toUnmodifiableSet());
  }

  /** Every name that somebody claims, also those that belong to nobody for it. */
  Set<String> known() {
    Set<String> all = new HashSet<>(withPort.known());
    all.addAll(onPort80.known());
    all.addAll(onOtherPorts.known());
    return all;
  }

  Map<String, Route> claimed() {
    Map<String, Route> all = new HashMap<>(onOtherPorts.claimed());
    all.putAll(onPort80.claimed());
    all.putAll(withPort.claimed());
    return all;
  }
}
