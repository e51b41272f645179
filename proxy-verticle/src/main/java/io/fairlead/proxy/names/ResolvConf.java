package io.fairlead.proxy.names;

import io.fairlead.node.net.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads resolv.conf(5); pure. */
final class ResolvConf {
  /** As many as glibc takes (MAXNS). */
  private static final int SERVERS_MAX = 3;

  private static final String KEYWORD = "nameserver";

  private ResolvConf() {}

  /**
   * The resolvers that a file names, in its order; those that cannot be asked are passed over, such
   * as a link-local address with a scope.
   *
   * @param isSelf whether an address is where the reader itself answers
   */
  static List<String> nameServers(String text, Predicate<InetAddress> isSelf) {
    List<String> servers = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length >= 2 && words[0].equals(KEYWORD)) {
        add(words[1], isSelf, servers);
      }
    }
    return List.copyOf(servers);
  }

  private static void add(String text, Predicate<InetAddress> isSelf, List<String> servers) {
    byte[] bytes = AddressRange.bytes(text);
    if (bytes == null || servers.size() == SERVERS_MAX) {
      return;
    }
    try {
      var address = InetAddress.getByAddress(bytes);
      boolean isUsable = !address.isAnyLocalAddress() && !address.isMulticastAddress();
      if (isUsable && !isSelf.test(address) && !servers.contains(text)) {
        servers.add(text);
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is one", e);
    }
  }
}
