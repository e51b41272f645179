package io.fairlead.proxy.settings;

import io.fairlead.node.settings.Setting;

/**
 * Which requests go to a service.
 *
 * @param host in lower case; null for all
 * @param path without a slash at its end; null for all
 */
public record GatewayRouteSettings(
    @Setting(
            value = Setting.ABSENT,
            doc = "Host, or *. and a domain for all hosts below it; all when absent")
        String host,
    @Setting(value = Setting.ABSENT, doc = "First segments of the path; all when absent")
        String path,
    @Setting(doc = "Service that gets the requests, as name.namespace") String service) {

  public GatewayRouteSettings {
    host = host == null ? null : HostPatterns.canonical(host);
    path = path == null ? null : prefix(path);
    if (service.indexOf('.') < 1 || service.endsWith(".")) {
      throw new IllegalArgumentException(
          "service = " + service + " (expected: name.namespace, such as shop.demo.local)");
    }
  }

  private static String prefix(String path) {
    if (!path.startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "path = " + path + " (expected: a leading slash, and neither a query nor a fragment)");
    }
    String prefix = path;
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return prefix.isEmpty() ? null : prefix;
  }

  /** The host, {@code *} for all. */
  String hostOrAny() {
    return host == null ? "*" : host;
  }

  /** The path, {@code /} for all. */
  String pathOrAny() {
    return path == null ? "/" : path;
  }

  /** For messages. */
  String describe() {
    return "host " + hostOrAny() + " and path " + pathOrAny();
  }
}
