package io.fairlead.launcher.partition;

import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.jvm.JvmFlags;
import io.fairlead.launcher.process.HttpGet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Registry nodes, one in each namespace of a lab; each has a folder of its own for log and data.
 */
final class LabRegistries implements AutoCloseable {
  static final int API = 7070;
  private static final int MEMBER = 5701;
  private static final int MANAGEMENT = 9070;
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final int END_SECONDS = 60;
  private static final Duration POLL = Duration.ofMillis(200);

  private final NetworkLab lab;
  private final Home home;
  private final Path folder;
  private final Process[] running;

  LabRegistries(NetworkLab lab, Home home, Path folder) {
    this.lab = lab;
    this.home = home;
    this.folder = folder;
    this.running = new Process[lab.nodes()];
  }

  List<URI> apis() {
    return all().mapToObj(n -> URI.create("http://" + lab.outside(n) + ":" + API + "/")).toList();
  }

  void startAll() {
    all().forEach(this::start);
    awaitWhole();
  }

  void start(int node) {
    String members =
        all().mapToObj(n -> lab.address(n) + ":" + MEMBER).collect(Collectors.joining(","));
    var command = new ArrayList<>(lab.within(node));
    command.addAll(
        JvmFlags.command(
            home,
            FatJar.REGISTRY,
            List.of(
                "--cluster.host=" + lab.address(node),
                "--cluster.port=" + MEMBER,
                "--cluster.members=" + members,
                "--cluster.heartbeatMax=5s",
                "--api.host=" + lab.outside(node),
                "--api.port=" + API,
                "--link.host=" + lab.outside(node),
                "--management.host=" + lab.outside(node),
                "--management.port=" + MANAGEMENT)));
    try {
      var own = Files.createDirectories(folder.resolve("registry-" + (node + 1)));
      var log = ProcessBuilder.Redirect.appendTo(own.resolve("registry.log").toFile());
      running[node] =
          new ProcessBuilder(command)
              .directory(own.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(log)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends nodes at once, as SIGTERM or kill -9 does; done when they are gone. */
  void end(Set<Integer> nodes, boolean graceful) {
    for (int node : nodes) {
      if (graceful) {
        running[node].destroy();
      } else {
        running[node].destroyForcibly();
      }
    }
    nodes.forEach(this::awaitEnd);
  }

  /** Done when every node sees all others and would not be missed. */
  void awaitWhole() {
    await("all registry nodes are together and ready; logs in " + folder)
        .atMost(WITHIN)
        .pollInterval(POLL)
        .until(() -> all().allMatch(this::isWhole));
  }

  private boolean isWhole(int node) {
    String seen = "^mesh_registry_nodes(\\{.*\\})? " + lab.nodes() + "\\.0$";
    return answers(node, "/ready", "") && answers(node, "/metrics", seen);
  }

  private boolean answers(int node, String path, String line) {
    try {
      var url = URI.create("http://" + lab.outside(node) + ":" + MANAGEMENT + path);
      var answer = HttpGet.direct(url);
      return answer.status() == 200
          && Pattern.compile(line, Pattern.MULTILINE).matcher(answer.body()).find();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void awaitEnd(int node) {
    try {
      if (!running[node].waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("registry " + (node + 1) + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private IntStream all() {
    return IntStream.range(0, lab.nodes());
  }

  @Override
  public void close() {
    for (var process : running) {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
