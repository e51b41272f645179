package io.fairlead.proxy.route;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.proxy.exchange.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects who claims which name while a {@link RoutingTable} is made. */
final class RouteNames {
  private static final int HTTP_PORT = 80;

  private final boolean uniqueOnly;
  private final Map<String, Route> claimed = new HashMap<>();
  private final Set<String> contested = new HashSet<>();

  /**
   * @param uniqueOnly whether a name that two services claim belongs to neither; otherwise to the
   *     first
   */
  RouteNames(boolean uniqueOnly) {
    this.uniqueOnly = uniqueOnly;
  }

  void claim(String name, Route route) {
    String key = canonical(name);
    var holder = claimed.putIfAbsent(key, route);
    if (uniqueOnly && holder != null && !holder.serviceId().equals(route.serviceId())) {
      contested.add(key);
    }
  }

  /** An alias without a name means {@code discoveryName.namespace}, which is claimed anyway. */
  void claimAliases(ServiceConnectService service, Route route) {
    if (service == null) {
      return;
    }
    for (ClientAlias alias : service.clientAliases()) {
      if (alias.dnsName() != null) {
        claim(alias.dnsName() + ":" + alias.port(), route);
        claimWithoutPort(alias, route);
      }
    }
  }

  /** A name without a port means port 80 where there is one, otherwise the first with that name. */
  private void claimWithoutPort(ClientAlias alias, Route route) {
    if (alias.port() == HTTP_PORT) {
      claimed.put(canonical(alias.dnsName()), route);
    } else {
      claim(alias.dnsName(), route);
    }
  }

  Map<String, Route> claimed() {
    Map<String, Route> result = new HashMap<>(claimed);
    result.keySet().removeAll(contested);
    return result;
  }

  /** Lower case, without the dot that ends a fully qualified name. */
  static String canonical(String authority) {
    String name = authority.toLowerCase(Locale.ROOT);
    int port = portAt(name);
    int end = port < 0 ? name.length() : port;
    if (end > 0 && name.charAt(end - 1) == '.') {
      return name.substring(0, end - 1) + name.substring(end);
    }
    return name;
  }

  /** The part before the port. */
  static String hostOf(String canonical) {
    int port = portAt(canonical);
    return port < 0 ? canonical : canonical.substring(0, port);
  }

  private static int portAt(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? colon : -1;
  }
}
