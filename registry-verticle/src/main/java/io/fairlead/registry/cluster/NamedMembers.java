package io.fairlead.registry.cluster;

import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.core.HazelcastInstance;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the other registry nodes by a DNS name that stands for all of them, such as a headless
 * Service's. Its addresses go into the list at which Hazelcast looks for others: before it joins,
 * and every few seconds while it runs alone or in a part of what was one cluster. This node's own
 * address may be among them. An answer that fails changes nothing.
 */
public final class NamedMembers {
  /** How often the name should be looked up. */
  public static final long EVERY_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(NamedMembers.class);
  private static final String FRESH_SECONDS = "3";

  /** Where names are looked up; blocks. */
  interface Names {
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  private final ClusterSettings settings;
  private final Names names;
  private List<String> known;

  public NamedMembers(ClusterSettings settings) {
    this(settings, InetAddress::getAllByName);
    // The platform remembers answers for half a minute, in which a node may have come and gone.
    Security.setProperty("networkaddress.cache.ttl", FRESH_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  NamedMembers(ClusterSettings settings, Names names) {
    this.settings = settings;
    this.names = names;
    this.known = settings.members();
  }

  /** Whether there is a name to look up. */
  public boolean isNamed() {
    return !settings.dns().isEmpty();
  }

  /** Looks up and tells a member that runs; blocks as long as the resolver does. */
  public synchronized void tell(HazelcastInstance member) {
    tell(member.getConfig().getNetworkConfig().getJoin().getTcpIpConfig());
  }

  /** Looks up and writes all addresses into the list. */
  public synchronized void tell(TcpIpConfig list) {
    var found = found();
    if (found.equals(known)) {
      return;
    }
    LOG.info("{} stands for {}", settings.dns(), found);
    if (found.size() > ClusterSettings.NODES_MAX) {
      LOG.warn(
          "{} stands for {} registry nodes (expected: {} at most; run fewer)",
          settings.dns(),
          found.size(),
          ClusterSettings.NODES_MAX);
    }
    known = found;
    list.setMembers(found);
  }

  private List<String> found() {
    if (!isNamed()) {
      return known;
    }
    int colon = settings.dns().indexOf(':');
    String name = colon < 0 ? settings.dns() : settings.dns().substring(0, colon);
    String port = colon < 0 ? ":" + settings.port() : settings.dns().substring(colon);
    try {
      var found = new TreeSet<>(settings.members());
      Arrays.stream(names.addresses(name)).forEach(a -> found.add(written(a) + port));
      return new ArrayList<>(found);
    } catch (UnknownHostException e) {
      LOG.warn("cluster.dns = {} has no addresses now ({})", settings.dns(), e.getMessage());
      return known;
    }
  }

  private static String written(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
