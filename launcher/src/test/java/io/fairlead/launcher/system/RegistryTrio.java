package io.fairlead.launcher.system;

import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.process.HttpGet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three registry nodes as processes of their own, each with its folder, to be killed. */
final class RegistryTrio implements AutoCloseable {
  static final int NODES = 3;

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Path folder;

  /** Loopback addresses that no fleet and no other test has. */
  private final String network = "127.83." + (1 + ProcessHandle.current().pid() % 250) + ".";

  private final Map<Integer, Process> running = new HashMap<>();

  RegistryTrio(Path folder) {
    this.folder = folder;
  }

  /** Starts a node, counted from 1, and does not wait. */
  void start(int node) {
    String host = host(node);
    var arguments =
        List.of(
            "--api.host=" + host,
            "--link.host=" + host,
            "--cluster.host=" + host,
            "--cluster.members=" + members(),
            "--cluster.name=trio-" + network,
            "--api.quotas.servicesPerNamespace=100000",
            "--api.quotas.instancesPerNamespace=1000000",
            "--data.folder=" + folder.resolve("node-" + node),
            "--management.host=" + host,
            "--management.port=7072");
    try {
      Files.createDirectories(folder);
      var log = folder.resolve("registry-" + node + ".log").toFile();
      var command = new ArrayList<>(JvmFlags.command(TestFleet.home(), FatJar.REGISTRY, arguments));
      command.replaceAll(word -> word.startsWith("-Xmx") ? "-Xmx512m" : word);
      running.put(
          node,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL to all of them, one right after the other. */
  void killAll() {
    running.values().forEach(Process::destroyForcibly);
    running.values().forEach(process -> process.onExit().join());
    running.clear();
  }

  void awaitReady(int node) {
    await("registry-" + node + " is ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isReady(node));
  }

  boolean isReady(int node) {
    try {
      return HttpGet.direct(management(node).resolve("/ready")).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A meter of a node, or NaN. */
  double meter(int node, String name) throws IOException {
    return HttpGet.direct(management(node).resolve("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  URI management(int node) {
    return URI.create("http://" + host(node) + ":7072/");
  }

  CloudMapCaller api(int node) {
    return new CloudMapCaller(URI.create("http://" + host(node) + ":7070/"));
  }

  private String host(int node) {
    return network + node;
  }

  private String members() {
    return IntStream.rangeClosed(1, NODES)
        .mapToObj(node -> host(node) + ":5701")
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    killAll();
  }
}
