package io.fairlead.node.link;

import io.fairlead.node.StartFailure;

/**
 * Where a registry node takes links.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
record RegistryAddress(String host, int port) {
  private static final int PORT_MAX = 65535;

  /**
   * Reads {@code host:port} or {@code [v6]:port}.
   *
   * @throws StartFailure when it is neither
   */
  static RegistryAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      host = "";
    }
    int port =
        text.substring(colon + 1).matches("\\d{1,5}")
            ? Integer.parseInt(text.substring(colon + 1))
            : 0;
    if (host.isEmpty() || port < 1 || port > PORT_MAX) {
      throw new StartFailure(
          "link.registries has \"" + text + "\" (expected: host:port, such as 127.0.0.1:7071)");
    }
    return new RegistryAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
