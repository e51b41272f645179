package io.fairlead.launcher.sidecar;

import io.fairlead.node.net.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which of an application's connections are redirected to its sidecar, as rules of the kernel;
 * pure.
 *
 * @param proxyUser the sidecar's user, a number or a name: its own connections are left alone
 * @param egressPort where the sidecar listens, on 127.0.0.1 and, for IPv6, on ::1
 * @param virtualRange the addresses of client aliases, which are loopback addresses and yet for the
 *     sidecar
 * @param excludedPorts of destinations that are left alone
 * @param excludedRanges of destinations that are left alone
 */
record RedirectRules(
    String proxyUser,
    int egressPort,
    String virtualRange,
    List<Integer> excludedPorts,
    List<AddressRange> excludedRanges) {
  static final String CHAIN = "FAIRLEAD_OUTPUT";
  static final String TABLE = "fairlead";

  /** What leads from the kernel's own chain into ours. */
  static final String JUMP = "OUTPUT -p tcp -j " + CHAIN;

  /** A version of IP, whose rules are apart for iptables. */
  enum Family {
    IPV4("iptables", "127.0.0.0/8"),
    IPV6("ip6tables", "::1/128");

    private final String tool;
    private final String loopback;

    Family(String tool, String loopback) {
      this.tool = tool;
      this.loopback = loopback;
    }

    /** The program that sets its rules. */
    String tool() {
      return tool;
    }

    private boolean holds(AddressRange range) {
      return (range.toString().indexOf(':') < 0) == (this == IPV4);
    }
  }

  /** The rules of our chain in order, without the words that say so. */
  List<String> rules(Family family) {
    List<String> rules = new ArrayList<>();
    rules.add("-m owner --uid-owner " + proxyUser + " -j RETURN");
    if (family == Family.IPV4) {
      rules.add("-d " + virtualRange + " -p tcp -j REDIRECT --to-ports " + egressPort);
    }
    rules.add("-d " + family.loopback + " -j RETURN");
    for (var range : excludedRanges) {
      if (family.holds(range)) {
        rules.add("-d " + range + " -j RETURN");
      }
    }
    for (int port : excludedPorts) {
      rules.add("-p tcp --dport " + port + " -j RETURN");
    }
    rules.add("-p tcp -j REDIRECT --to-ports " + egressPort);
    return rules;
  }

  /** Lines for a shell that apply the rules, whether they are there or not. */
  List<String> commands(Family family) {
    String tool = family.tool() + " -w -t nat ";
    List<String> lines = new ArrayList<>();
    lines.add(tool + "-N " + CHAIN + " 2>/dev/null || " + tool + "-F " + CHAIN);
    rules(family).forEach(rule -> lines.add(tool + "-A " + CHAIN + " " + rule));
    lines.add(tool + "-C " + JUMP + " 2>/dev/null || " + tool + "-A " + JUMP);
    return lines;
  }

  /**
   * All rules at once, as iptables-restore reads them with {@code --noflush}.
   *
   * @param jump whether the jump into our chain is not there yet
   */
  String restore(Family family, boolean jump) {
    var text = new StringBuilder("*nat\n:" + CHAIN + " - [0:0]\n");
    rules(family).forEach(rule -> text.append("-A " + CHAIN + " " + rule + "\n"));
    if (jump) {
      text.append("-A " + JUMP + "\n");
    }
    return text.append("COMMIT\n").toString();
  }

  /** The same as a table of nftables that replaces itself, for {@code nft -f -}. */
  List<String> nft(List<Family> families) {
    List<String> lines = new ArrayList<>();
    lines.add("table inet " + TABLE);
    lines.add("delete table inet " + TABLE);
    lines.add("table inet " + TABLE + " {");
    lines.add("  chain output {");
    lines.add("    type nat hook output priority -100; policy accept;");
    lines.add("    meta l4proto != tcp return");
    lines.add("    meta skuid " + proxyUser + " return");
    for (var family : Family.values()) {
      if (!families.contains(family)) {
        lines.add("    meta nfproto " + family.name().toLowerCase(Locale.ROOT) + " return");
        continue;
      }
      String address = family == Family.IPV4 ? "    ip daddr " : "    ip6 daddr ";
      if (family == Family.IPV4) {
        lines.add(address + virtualRange + " redirect to :" + egressPort);
      }
      lines.add(address + family.loopback + " return");
      for (var range : excludedRanges) {
        if (family.holds(range)) {
          lines.add(address + range + " return");
        }
      }
    }
    excludedPorts.forEach(port -> lines.add("    tcp dport " + port + " return"));
    lines.add("    meta l4proto tcp redirect to :" + egressPort);
    lines.add("  }");
    lines.add("}");
    return lines;
  }

  /** What removes that table, whether it is there or not. */
  static List<String> nftRemoval() {
    return List.of("table inet " + TABLE, "delete table inet " + TABLE);
  }
}
