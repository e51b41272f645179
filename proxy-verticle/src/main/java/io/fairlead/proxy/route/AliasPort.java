package io.fairlead.proxy.route;

/**
 * A client alias as callers see it: a name and one of its ports.
 *
 * @param name lower case, without a dot at its end
 * @param port as registered, not checked
 */
public record AliasPort(String name, int port) {
  /** As in a Host header, and as {@link RoutingTable#find} finds it. */
  @Override
  public String toString() {
    return name + ":" + port;
  }
}
