package io.fairlead.proxy.listen;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a listener is; the same for all event loops, which share its port.
 *
 * @param name for people: {@code egress}, {@code ingress backend}
 * @param host an address of this machine
 * @param port as set; 0 for a free one
 * @param bindPort as Vert.x is told: a negative number picks a free port once for all who give the
 *     same number
 * @param setting the key that holds the port
 */
public record Place(String name, String host, int port, int bindPort, String setting) {
  private static final AtomicInteger FREE_PORTS = new AtomicInteger();

  /** A place whose free port, when it asks for one, is its own. */
  public static Place of(String name, String host, int port, String setting) {
    int bindPort = port == 0 ? FREE_PORTS.decrementAndGet() : port;
    return new Place(name, host, port, bindPort, setting);
  }
}
