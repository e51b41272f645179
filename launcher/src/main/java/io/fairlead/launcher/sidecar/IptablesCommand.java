package io.fairlead.launcher.sidecar;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.sidecar.RedirectRules.Family;
import io.fairlead.node.net.AddressRange;
import io.fairlead.proxy.virtual.VirtualRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead sidecar iptables}. */
@Command(
    name = "iptables",
    mixinStandardHelpOptions = true,
    description = {
      "Has the kernel redirect an application's TCP connections to its sidecar: prints the rules,",
      "or applies or removes them. What the mesh has nobody for goes on to where it was meant to go.",
      "For IPv6 the sidecar needs the setting egress.alsoHost=::1."
    },
    footer = {
      "",
      "Exit code: 0 when all went well, 1 when the rules could not be set, 2 for what you can mend."
    })
final class IptablesCommand implements Callable<Integer> {
  private static final Pattern USER = Pattern.compile("\\d{1,10}|[a-z_][a-z0-9_-]{0,31}");
  private static final int PORT_MAX = 65535;

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--proxy-uid",
      paramLabel = "USER",
      description = "The user that the sidecar runs as, whose connections are left alone.")
  private String proxyUser;

  @Option(
      names = "--egress-port",
      paramLabel = "PORT",
      defaultValue = "15001",
      description = "The sidecar's egress.port; default: ${DEFAULT-VALUE}.")
  private int egressPort;

  @Option(
      names = "--virtual-range",
      paramLabel = "CIDR",
      defaultValue = "127.255.0.0/16",
      description = "The sidecar's egress.virtualRange; default: ${DEFAULT-VALUE}.")
  private String virtualRange;

  @Option(
      names = "--exclude-port",
      paramLabel = "PORT",
      split = ",",
      description = "Ports that are left alone; none of a sidecar need be named.")
  private List<Integer> excludedPorts = new ArrayList<>();

  @Option(
      names = "--exclude-cidr",
      paramLabel = "CIDR",
      split = ",",
      description = "Addresses that are left alone, IPv4 or IPv6; loopback is anyway.")
  private List<String> excludedRanges = new ArrayList<>();

  @Option(names = "--no-ipv6", description = "Rules for IPv4 only.")
  private boolean ipv4Only;

  @Option(names = "--apply", description = "Applies the rules, in place of those applied before.")
  private boolean apply;

  @Option(names = "--delete", description = "Removes the rules.")
  private boolean delete;

  @Option(names = "--nft", description = "Prints a table of nftables instead, for nft -f -.")
  private boolean nft;

  IptablesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    require(!(apply && delete), "--apply and --delete are given (expected: one of them)");
    require(
        !(nft && apply), "--nft and --apply are given (expected: --nft alone, and pipe it to nft)");
    var families = ipv4Only ? List.of(Family.IPV4) : List.of(Family.values());
    if (delete) {
      return nft ? print(RedirectRules.nftRemoval()) : remove(families);
    }
    var rules = rules();
    if (nft) {
      return print(rules.nft(families));
    }
    if (apply) {
      return apply(rules, families);
    }
    families.forEach(family -> print(rules.commands(family)));
    return 0;
  }

  private RedirectRules rules() {
    require(
        proxyUser != null, "--proxy-uid is missing (expected: the user that the sidecar runs as)");
    require(
        USER.matcher(proxyUser).matches(),
        "--proxy-uid is '" + proxyUser + "' (expected: a user's number or name)");
    requirePort("--egress-port", egressPort);
    excludedPorts.forEach(port -> requirePort("--exclude-port", port));
    try {
      return new RedirectRules(
          proxyUser,
          egressPort,
          VirtualRange.of(virtualRange, "127.0.0.1").toString(),
          List.copyOf(excludedPorts),
          excludedRanges.stream().map(AddressRange::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requirePort(String option, int port) {
    require(port >= 1 && port <= PORT_MAX, option + " is " + port + " (expected: 1 to 65535)");
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private int print(List<String> lines) {
    lines.forEach(console::line);
    return 0;
  }

  private int apply(RedirectRules rules, List<Family> families) {
    try {
      for (var family : families) {
        new Tables(family).apply(rules);
      }
    } catch (IOException e) {
      return failed("not all rules are applied: ", e);
    }
    console.line("connections are redirected to port " + egressPort);
    return 0;
  }

  private int remove(List<Family> families) {
    boolean any = false;
    try {
      for (var family : families) {
        any |= new Tables(family).delete();
      }
    } catch (IOException e) {
      return failed("not all rules are removed: ", e);
    }
    console.line(any ? "the rules are removed" : "there are no rules to remove");
    return 0;
  }

  private int failed(String what, IOException cause) {
    console.error(
        what + cause.getMessage() + " (expected: root, and iptables; --no-ipv6 leaves IPv6 out)");
    return 1;
  }
}
