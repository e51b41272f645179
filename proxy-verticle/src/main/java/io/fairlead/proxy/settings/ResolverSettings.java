package io.fairlead.proxy.settings;

import io.fairlead.nameserver.forward.ForwardSettings;
import io.fairlead.nameserver.server.ListenSettings;
import io.fairlead.nameserver.server.RateLimitSettings;
import io.fairlead.nameserver.server.TcpSettings;
import io.fairlead.node.net.AddressRange;
import io.fairlead.node.net.AddressRanges;
import io.fairlead.node.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sidecar as the resolver of its own host: client aliases are answered with their virtual
 * addresses, all other names are asked for elsewhere.
 *
 * @param host null means the task's
 * @param port 53 is the only one that resolv.conf can name; 0 picks a free one
 * @param udpBytesMax the longest response by UDP
 * @param ttl how long an answer about an alias may be kept, also that there is none; in seconds
 * @param trusted null means loopback and the task's own address: nobody else can reach virtual
 *     addresses
 * @param resolvConf read once, at the start; empty for none
 * @param tcp what TCP connections may hold
 * @param rateLimit how many refusals all others get
 * @param forward who is asked for all other names
 */
public record ResolverSettings(
    @Setting(value = Setting.ABSENT, doc = "Address to answer DNS on; the task's when absent")
        String host,
    @Setting(
            value = "53",
            doc = "Port to answer DNS on, by UDP and TCP; 0 picks a free one",
            min = 0,
            max = 65535)
        int port,
    @Setting(
            value = "1232",
            doc = "Longest response by UDP in bytes; longer ones are sent to TCP",
            min = 512,
            max = 4096)
        int udpBytesMax,
    @Setting(
            value = "5s",
            doc = "How long an answer about a client alias may be kept, in whole seconds",
            min = 0,
            max = 86400000)
        Duration ttl,
    @Setting(
            value = Setting.ABSENT,
            doc = "Ranges of askers that are answered; loopback and the task's address when absent")
        List<String> trusted,
    @Setting(
            value = "/etc/resolv.conf",
            doc =
                "File that names the resolvers for all other names, without the sidecar itself,"
                    + " when dns.forward.upstreams is empty; empty for none")
        String resolvConf,
    TcpSettings tcp,
    RateLimitSettings rateLimit,
    ForwardSettings forward) {

  private static final String LOOPBACK = "127.0.0.0/8";
  private static final String LOOPBACK_IPV6 = "::1";

  public ResolverSettings {
    if (trusted != null) {
      AddressRanges.parse(trusted);
    }
  }

  /** Where DNS is answered. */
  public ListenSettings listen(String taskHost, int eventLoops) {
    return new ListenSettings(host != null ? host : taskHost, port, eventLoops, udpBytesMax);
  }

  /** Who is answered. */
  public List<String> trusted(String taskHost) {
    if (trusted != null) {
      return trusted;
    }
    List<String> ranges = new ArrayList<>(List.of(LOOPBACK, LOOPBACK_IPV6));
    // A task may be called by a name, which is no range.
    if (AddressRange.bytes(taskHost) != null) {
      ranges.add(taskHost);
    }
    return List.copyOf(ranges);
  }

  /** The TTL of what is answered for an alias. */
  public int ttlSeconds() {
    return (int) ttl.toSeconds();
  }
}
