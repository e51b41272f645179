package io.fairlead.dns.judges;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A system's own resolver, as programs find it: through {@code resolv.conf}, on port 53. The file
 * is put in place of the system's in a mount namespace, where only the judge sees it.
 */
final class SystemJudge implements Judge {
  /** Mounts its first two arguments over the system's files and runs the others. */
  private static final String MOUNT =
      "mount --bind \"$1\" /etc/resolv.conf && mount --bind \"$2\" /etc/nsswitch.conf"
          + " && shift 2 && exec \"$@\"";

  private static final String GETENT =
      "for q in \"$@\"; do echo \"= $q\"; case $q in"
          + " [0-9]*.[0-9]*.[0-9]*.[0-9]*|*:*:*) getent hosts \"$q\";;"
          + " *) getent -A ahosts \"$q\";; esac; done; true";

  private final List<String> command;

  private SystemJudge(List<String> command, Path folder, String server) throws IOException {
    var resolvers = Files.createTempFile(folder, "resolv", ".conf");
    Files.writeString(resolvers, "nameserver " + server + "\noptions timeout:3 attempts:2\n");
    var order = Files.createTempFile(folder, "nsswitch", ".conf");
    Files.writeString(order, "passwd: files\ngroup: files\nhosts: dns\n");
    this.command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", MOUNT, "sh"));
    this.command.addAll(List.of(resolvers.toString(), order.toString()));
    this.command.addAll(command);
  }

  /** Aborts the test where files cannot be mounted for one process. */
  static void assumePossible() {
    assumeTrue(
        Tool.succeeds("unshare", "-m", "true") && Tool.succeeds("getent", "-A", "ahosts", "::1"),
        "no mount namespaces here, or a getent of before 2.34 (needs root and glibc)");
  }

  /** glibc, asked with getent. */
  static SystemJudge getent(Path folder, String server) throws IOException {
    return new SystemJudge(List.of("sh", "-c", GETENT, "sh"), folder, server);
  }

  /** The JVM's {@code InetAddress}, in a JVM of its own. */
  static SystemJudge jvm(Path folder, String server) throws IOException {
    var command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            InetAddresses.class.getName());
    return new SystemJudge(command, folder, server);
  }

  @Override
  public Kind kind() {
    return Kind.SYSTEM;
  }

  @Override
  public List<String> complaints(List<Case> cases) {
    var asked = cases.stream().filter(SystemJudge::isAskable).toList();
    var words = new ArrayList<>(command);
    asked.stream().map(c -> subject(c.question())).distinct().forEach(words::add);
    String output = Tool.output(words);
    var found = found(output);
    List<String> complaints = new ArrayList<>();
    for (var each : asked) {
      var question = each.question();
      var values = found.get(subject(question));
      if (values == null) {
        return List.of("nothing about " + question + " in:\n" + output);
      }
      complaint(each.as(Kind.SYSTEM), values).forEach(c -> complaints.add(question + ": " + c));
    }
    return complaints;
  }

  /** How many of the cases it can be asked. */
  static long askable(List<Case> cases) {
    return cases.stream().filter(SystemJudge::isAskable).count();
  }

  private static boolean isAskable(Case each) {
    return switch (each.question().type()) {
      case "A", "AAAA" -> true;
      case "PTR" -> address(each.question().name()) != null;
      default -> false;
    };
  }

  /** What it is asked: a name, or an address for the name of one. */
  private static String subject(Question question) {
    return question.type().equals("PTR") ? address(question.name()) : question.name();
  }

  /** 1.0.0.10.in-addr.arpa is about 10.0.0.1, and so on; null for names that are about none. */
  private static String address(String name) {
    var labels = new ArrayList<>(List.of(name.split("\\.")));
    Collections.reverse(labels);
    if (name.endsWith(".in-addr.arpa") && labels.size() == 6) {
      return String.join(".", labels.subList(2, 6));
    }
    if (name.endsWith(".ip6.arpa") && labels.size() == 34) {
      return String.join("", labels.subList(2, 34)).replaceAll("(.{4})(?!$)", "$1:");
    }
    return null;
  }

  private static Map<String, Set<String>> found(String output) {
    Map<String, Set<String>> found = new HashMap<>();
    Set<String> now = new HashSet<>();
    for (String line : output.lines().toList()) {
      if (line.startsWith("= ")) {
        now = new HashSet<>();
        found.put(line.substring(2), now);
      } else {
        now.addAll(List.of(line.strip().split("\\s+")));
      }
    }
    return found;
  }

  private static List<String> complaint(Case expected, Set<String> words) {
    String type = expected.question().type();
    var expectedValues =
        expected.values().stream()
            .filter(v -> v.startsWith(type + " "))
            .map(v -> v.substring(type.length() + 1))
            .map(v -> type.equals("PTR") ? v.substring(0, v.length() - 1) : v)
            .collect(Collectors.toSet());
    var values = words.stream().filter(w -> isOf(type, w)).collect(Collectors.toSet());
    // Of several names for an address a system shows one; the JVM, if it leads back there.
    int count = type.equals("PTR") ? Math.min(1, expected.count()) : expected.count();
    return values.size() == count && expectedValues.containsAll(values)
        ? List.of()
        : List.of("is " + values + ", expected " + count + " of " + expectedValues);
  }

  private static boolean isOf(String type, String word) {
    boolean isIpv6 = word.contains(":");
    boolean isIpv4 = word.matches("[0-9.]+");
    return switch (type) {
      case "A" -> isIpv4;
      case "AAAA" -> isIpv6;
      default -> !isIpv4 && !isIpv6;
    };
  }
}
