package io.fairlead.proxy.exchange;

/**
 * Where a connection goes: the key of connection pools.
 *
 * @param host an IP address, or a name that the machine resolves
 * @param port 1 to 65535
 */
public record Address(String host, int port) {
  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
