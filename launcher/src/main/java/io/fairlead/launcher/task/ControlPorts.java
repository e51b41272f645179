package io.fairlead.launcher.task;

/**
 * Where registry nodes and the DNS server listen. All registry nodes use the same ports, the first
 * on 127.0.0.1, the n-th on 127.0.6.n.
 *
 * @param api Cloud Map API
 * @param link bus link
 * @param member Hazelcast
 * @param registryManagement management port of each registry node
 * @param dns UDP and TCP, on 127.0.0.1
 * @param dnsManagement management port of the DNS server
 */
public record ControlPorts(
    int api, int link, int member, int registryManagement, int dns, int dnsManagement) {
  /** The defaults of dev and demo. */
  public static ControlPorts usual() {
    return new ControlPorts(7070, 7071, 5701, 7072, 5300, 5301);
  }

  /** The address of the DNS server and of the first registry node. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The address of a registry node, counted from 1. */
  public String registryHost(int node) {
    return node == 1 ? LOOPBACK : "127.0.6." + node;
  }
}
