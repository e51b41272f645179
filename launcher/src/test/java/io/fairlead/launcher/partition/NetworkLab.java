package io.fairlead.launcher.partition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of namespaces on one bridge, one for each registry node, with a second way from this
 * process to each that no cut touches. A cut is a neighbour entry that leads nowhere: packets leave
 * and never arrive, in one direction, without a word to either side. Needs root and {@code ip}.
 *
 * <p>Namespaces are named after this process; those of a process that is gone are cleared away.
 */
final class NetworkLab implements AutoCloseable {
  private static final String PREFIX = "fairlead-";
  private static final String NOWHERE = "02:00:00:00:ff:ff";
  private static final long COMMAND_SECONDS = 20;

  /** Of the range for benchmarks (RFC 2544), which no network in earnest uses. */
  private static final int SUBNETS = 64;

  private final String name = PREFIX + ProcessHandle.current().pid();
  private final int nodes;
  private final long subnet = ProcessHandle.current().pid() % SUBNETS * 4;
  private final Thread hook = new Thread(this::remove);

  NetworkLab(int nodes) {
    this.nodes = nodes;
    clearLeftOvers();
    Runtime.getRuntime().addShutdownHook(hook);
    run("ip", "netns", "add", bridge());
    in(bridge(), "ip", "link", "add", "br0", "type", "bridge", "forward_delay", "0");
    in(bridge(), "ip", "link", "set", "br0", "up");
    for (int node = 0; node < nodes; node++) {
      add(node);
    }
  }

  /** Why there can be no such network here, or null. */
  static String missing() {
    String probe = PREFIX + "probe-" + ProcessHandle.current().pid();
    try {
      run("ip", "netns", "add", probe);
      in(probe, "ip", "link", "add", "br0", "type", "bridge");
      in(probe, "ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
      return null;
    } catch (UncheckedIOException | IllegalStateException e) {
      return "no network namespaces here (needs root and iproute2): " + e.getMessage();
    } finally {
      attempt("ip", "netns", "del", probe);
    }
  }

  int nodes() {
    return nodes;
  }

  /** The address of a node as other nodes see it. */
  String address(int node) {
    return "10.99.0." + (node + 1);
  }

  /** The address of a node as this process sees it, whatever is cut. */
  String outside(int node) {
    return "198.18." + (subnet + node / 64) + "." + (node % 64 * 4 + 2);
  }

  /** What has to stand before a command for it to run where the node is. */
  List<String> within(int node) {
    return List.of("ip", "netns", "exec", namespace(node));
  }

  /** Lets nothing through from one node to the other; the other direction is left as it is. */
  void cut(int from, int to) {
    neighbour(from, to, NOWHERE);
  }

  /** Lets everything through again. */
  void heal() {
    for (int from = 0; from < nodes; from++) {
      for (int to = 0; to < nodes; to++) {
        if (from != to) {
          neighbour(from, to, mac(to));
        }
      }
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    remove();
  }

  private void add(int node) {
    String there = namespace(node);
    String port = "p" + node;
    run("ip", "netns", "add", there);
    in(there, "ip", "link", "set", "lo", "up");
    in(bridge(), "ip", "link", "add", port, "type", "veth", "peer", "name", "m0", "netns", there);
    in(bridge(), "ip", "link", "set", port, "master", "br0", "up");
    in(there, "ip", "link", "set", "m0", "address", mac(node), "up");
    in(there, "ip", "address", "add", address(node) + "/24", "dev", "m0");
    String outside = outside(node);
    String here = outside.substring(0, outside.lastIndexOf('.') + 1) + (node % 64 * 4 + 1);
    String link = link(node);
    run("ip", "link", "add", link, "type", "veth", "peer", "name", "o0", "netns", there);
    run("ip", "address", "add", here + "/30", "dev", link);
    run("ip", "link", "set", link, "up");
    in(there, "ip", "address", "add", outside + "/30", "dev", "o0");
    in(there, "ip", "link", "set", "o0", "up");
  }

  private void neighbour(int from, int to, String mac) {
    in(
        namespace(from),
        "ip",
        "neigh",
        "replace",
        address(to),
        "lladdr",
        mac,
        "nud",
        "permanent",
        "dev",
        "m0");
  }

  private static String mac(int node) {
    return "02:00:00:00:00:%02x".formatted(node + 1);
  }

  private String bridge() {
    return name + "-bridge";
  }

  private String namespace(int node) {
    return name + "-" + node;
  }

  /** The end of the second way that lies outside. */
  private static String link(int node) {
    return "fl" + ProcessHandle.current().pid() % 100_000 + "n" + node;
  }

  private void remove() {
    // A namespace goes some time after its last process; its way in has to be gone before that.
    for (int node = 0; node < nodes; node++) {
      attempt("ip", "link", "del", link(node));
    }
    for (String namespace : namespaces()) {
      if (namespace.startsWith(name + "-")) {
        clear(namespace);
      }
    }
  }

  private static void clearLeftOvers() {
    for (String namespace : namespaces()) {
      if (namespace.matches(PREFIX + "\\d+-.*")
          && ProcessHandle.of(Long.parseLong(namespace.split("-", 3)[1])).isEmpty()) {
        clear(namespace);
      }
    }
  }

  /** Ends what runs in it, by process id, and deletes it with its interfaces. */
  private static void clear(String namespace) {
    for (String pid : attempt("ip", "netns", "pids", namespace).split("\\s+", -1)) {
      if (!pid.isBlank()) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    attempt("ip", "netns", "del", namespace);
  }

  private static List<String> namespaces() {
    return attempt("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(n -> n.startsWith(PREFIX))
        .toList();
  }

  private static void in(String namespace, String... command) {
    var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(Arrays.asList(command));
    run(all.toArray(String[]::new));
  }

  private static String attempt(String... command) {
    try {
      return run(command);
    } catch (UncheckedIOException | IllegalStateException e) {
      return "";
    }
  }

  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output.strip());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
