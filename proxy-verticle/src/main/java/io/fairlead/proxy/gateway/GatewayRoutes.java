package io.fairlead.proxy.gateway;

import io.fairlead.proxy.settings.GatewayRouteSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which host and path leads to which service; immutable. The most specific rule wins: a host over
 * the closest wildcard over any host, and among those the longest path.
 */
final class GatewayRoutes {
  /**
   * One rule.
   *
   * @param path without a slash at its end; empty for all
   * @param service {@code name.namespace}
   */
  record Rule(String path, String service) {
    /**
     * @param asked the path that is asked for; the query begins at {@code end}
     */
    boolean covers(String asked, int end) {
      int length = path.length();
      return asked.startsWith(path)
          && end >= length
          && (length == 0 || end == length || asked.charAt(length) == '/');
    }
  }

  private final Map<String, List<Rule>> byHost;
  private final Map<String, List<Rule>> byDomain;
  private final List<Rule> anyHost;

  private GatewayRoutes(
      Map<String, List<Rule>> byHost, Map<String, List<Rule>> byDomain, List<Rule> anyHost) {
    this.byHost = byHost;
    this.byDomain = byDomain;
    this.anyHost = anyHost;
  }

  static GatewayRoutes of(List<GatewayRouteSettings> settings) {
    Map<String, List<Rule>> byHost = new HashMap<>();
    Map<String, List<Rule>> byDomain = new HashMap<>();
    List<Rule> anyHost = new ArrayList<>();
    for (var route : settings) {
      String host = route.host();
      var rules =
          host == null
              ? anyHost
              : host.startsWith("*.")
                  ? byDomain.computeIfAbsent(host.substring(2), d -> new ArrayList<>())
                  : byHost.computeIfAbsent(host, h -> new ArrayList<>());
      rules.add(new Rule(route.path() == null ? "" : route.path(), route.service()));
    }
    byHost.values().forEach(GatewayRoutes::longestFirst);
    byDomain.values().forEach(GatewayRoutes::longestFirst);
    longestFirst(anyHost);
    return new GatewayRoutes(byHost, byDomain, anyHost);
  }

  private static void longestFirst(List<Rule> rules) {
    rules.sort(Comparator.comparingInt((Rule rule) -> rule.path().length()).reversed());
  }

  /**
   * The rule for a request; null for none.
   *
   * @param authority as the client wrote it, with a port or without; null for none
   * @param path with its query, as sent: percent-encoding is compared as it is
   */
  Rule find(String authority, String path) {
    int query = path.indexOf('?');
    int end = query < 0 ? path.length() : query;
    String host = authority == null ? "" : hostOf(authority);
    var found = longest(byHost.get(host), path, end);
    int dot = byDomain.isEmpty() ? -1 : host.indexOf('.');
    while (found == null && dot >= 0) {
      found = longest(byDomain.get(host.substring(dot + 1)), path, end);
      dot = host.indexOf('.', dot + 1);
    }
    return found == null ? longest(anyHost, path, end) : found;
  }

  private static Rule longest(List<Rule> rules, String path, int end) {
    if (rules != null) {
      for (var rule : rules) {
        if (rule.covers(path, end)) {
          return rule;
        }
      }
    }
    return null;
  }

  /** Lower case, without the port and without the dot that ends a fully qualified name. */
  static String hostOf(String authority) {
    int colon = authority.lastIndexOf(':');
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return host.toLowerCase(Locale.ROOT);
  }
}
