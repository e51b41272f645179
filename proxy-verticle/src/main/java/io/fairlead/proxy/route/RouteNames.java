package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Route;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects who claims which name while a {@link RoutingTable} is made. */
final class RouteNames {
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

  Map<String, Route> claimed() {
    Map<String, Route> result = new HashMap<>(claimed);
    result.keySet().removeAll(contested);
    return result;
  }

  /** Every name that somebody claims, also those that belong to nobody for it. */
  Set<String> known() {
    return claimed.keySet();
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
