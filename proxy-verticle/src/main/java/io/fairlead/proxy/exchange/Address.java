package io.fairlead.proxy.exchange;

/**
 * Where a connection goes: the key of connection pools.
 *
 * @param host an IP address, or a name that the machine resolves
 * @param port 1 to 65535
 * @param workload who has to be there, as {@code ns/<namespace>/svc/<service>}; null for whoever
 *     is, as for an application beside its sidecar
 * @param tls whether the workload says that it can prove it
 */
public record Address(String host, int port, String workload, boolean tls) {
  /** A place where nobody in particular has to be. */
  public Address(String host, int port) {
    this(host, port, null, false);
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
