package io.fairlead.registry.cluster;

import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a registry node finds the others.
 *
 * @param host an address of one of this machine's interfaces; whoever reaches it is in
 * @param port of Hazelcast, the same as in the other nodes' {@code members}
 * @param members every registry node's cluster address, {@code host:port}; this node's may be among
 *     them
 * @param dns a name whose addresses are the registry nodes', such as a headless Service's, with or
 *     without a port; beside {@code members}, and looked up again and again; empty for none
 * @param name nodes of another name are not joined; not a secret
 * @param heartbeatMax a member that is silent for longer is taken for dead
 * @param writeQuorum changes are refused while fewer registry nodes than this are together; 0 lets
 *     both halves of a split cluster take changes
 */
public record ClusterSettings(
    @Setting(value = "127.0.0.1", doc = "Address for the other registry nodes; keep it private")
        String host,
    @Setting(value = "5701", doc = "Port for the other registry nodes", min = 1, max = 65535)
        int port,
    @Setting(value = "", doc = "Cluster addresses of all registry nodes, host:port")
        List<String> members,
    @Setting(value = "", doc = "DNS name of all registry nodes, with a port or the same as here")
        String dns,
    @Setting(value = "fairlead", doc = "Name of the cluster") String name,
    @Setting(value = "10s", doc = "How long a member may be silent before it counts as dead")
        Duration heartbeatMax,
    @Setting(
            value = "0",
            doc = "Registry nodes that have to be together for changes; 0 for any number",
            min = 0,
            max = 7)
        int writeQuorum) {

  /** More make each change slower and nothing safer. */
  static final int NODES_MAX = 7;

  /** Hearts beat once a second. */
  private static final long HEARTBEAT_SECONDS_MIN = 2;

  private static final Pattern MEMBER = Pattern.compile("[^:\\s]+(:[0-9]{1,5})?");

  public ClusterSettings {
    members = List.copyOf(members);
    for (String member : members) {
      if (!MEMBER.matcher(member).matches()) {
        throw new IllegalArgumentException("members: " + member + " (expected: host:port)");
      }
    }
    if (!dns.isEmpty() && !MEMBER.matcher(dns).matches()) {
      throw new IllegalArgumentException("dns: " + dns + " (expected: a name, or name:port)");
    }
    if (members.stream().distinct().count() > NODES_MAX) {
      throw new IllegalArgumentException(
          "members: " + members.size() + " addresses (expected: " + NODES_MAX + " at most)");
    }
    if (heartbeatMax.toSeconds() < HEARTBEAT_SECONDS_MIN) {
      throw new IllegalArgumentException(
          "heartbeatMax: " + heartbeatMax.toMillis() + " ms (expected: 2s or more)");
    }
  }

  /** This node's own, as the others' {@code members} have it. */
  public String address() {
    return host + ":" + port;
  }
}
