package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fat jars as a user starts them: {@code java -jar}, no flags. They come up, say nothing that
 * an operator would have to look up, and leave with 0 when they are told to.
 */
class PlainJavaIT {
  private static final Duration START = Duration.ofSeconds(60);
  private static final long LEAVE_SECONDS = 30;
  private static final int NEWER_RELEASE = 21;
  private static final Pattern LINK = Pattern.compile("registry is ready.*\\blink=([\\d.:]+)");
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** From JDK 24 on Hazelcast's queues are warned of; no manifest can speak for them. */
  private static final Pattern HAZELCAST_ON_NEWER_JAVA =
      Pattern.compile(
          "WARNING: .*(sun\\.misc\\.Unsafe|com\\.hazelcast\\.shaded\\.org\\.jctools).*");

  /**
   * What the Java, the log and an accident say; that a loaded machine is slow is no matter here.
   */
  private static final Pattern ALARM =
      Pattern.compile("WARNING: .*|SLF4J.*|\\S+Z ERROR .*|\\s+at [\\w.$/]+\\(.*");

  @TempDir private Path logs;
  private final List<Running> running = new ArrayList<>();

  private record Running(FatJarIT.Jar jar, Process process, Path log) {
    void requireAlive() {
      assertThat(process.isAlive()).as("%s lives; it said: %s", jar, said()).isTrue();
    }

    String said() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @AfterEach
  void leaveNothingBehind() {
    running.forEach(r -> r.process().destroyForcibly());
  }

  @Test
  void eachRunsQuietlyOnThisJava() throws Exception {
    eachRunsQuietly(Path.of(System.getProperty("java.home")));
  }

  @Test
  void eachRunsQuietlyOnANewerJava() throws Exception {
    eachRunsQuietly(newerJava());
  }

  private void eachRunsQuietly(Path java) throws Exception {
    var registry =
        start(
            java,
            FatJarIT.Jar.REGISTRY,
            "--api.port=0",
            "--link.port=0",
            "--cluster.port=" + freePort());
    var link = awaitLine(registry, LINK);
    start(java, FatJarIT.Jar.DNS, "--listen.port=0", "--link.registries=" + link);
    start(
        java,
        FatJarIT.Jar.PROXY,
        "--egress.port=0",
        "--ingress.port=0",
        "--management.port=0",
        "--link.registries=" + link);
    for (var process : running) {
      awaitLine(process, Pattern.compile("( is ready after )"));
    }
    for (int last = running.size() - 1; last >= 0; last--) {
      leavesQuietly(running.get(last));
    }
  }

  private static void leavesQuietly(Running running) throws InterruptedException {
    running.process().destroy();
    assertThat(running.process().waitFor(LEAVE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(running.process().exitValue()).as(running.said()).isZero();
    assertThat(running.said().lines())
        .as("%s", running.jar())
        .filteredOn(line -> ALARM.matcher(line).matches())
        .filteredOn(line -> !HAZELCAST_ON_NEWER_JAVA.matcher(line).matches())
        .isEmpty();
  }

  private Running start(Path java, FatJarIT.Jar jar, String... arguments) throws IOException {
    var log = logs.resolve(jar + ".log");
    var command = new ArrayList<String>();
    command.addAll(
        List.of(java.resolve("bin/java").toString(), "-jar", jar.path.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    // What it keeps is kept below the folder that it runs in.
    builder.directory(logs.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FAIRLEAD_"));
    var started = new Running(jar, builder.start(), log);
    running.add(started);
    return started;
  }

  private static String awaitLine(Running running, Pattern wanted) {
    await(running.jar() + " to say " + wanted)
        .atMost(START)
        .failFast(running::requireAlive)
        .until(() -> wanted.matcher(running.said()).find());
    var matcher = wanted.matcher(running.said());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** Hazelcast does not tell which port it got, and takes no 0. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A Java of another release beside the one that runs the tests. */
  private static Path newerJava() throws IOException {
    var beside = Path.of(System.getProperty("java.home")).toRealPath().getParent();
    try (Stream<Path> others = Files.list(beside)) {
      var newer =
          others
              .filter(home -> Files.isExecutable(home.resolve("bin/java")))
              .filter(home -> release(home) >= NEWER_RELEASE)
              .findFirst();
      return newer.orElseGet(
          () ->
              abort("no Java of " + NEWER_RELEASE + " or newer in " + beside + ": not run on it"));
    }
  }

  private static int release(Path home) {
    try {
      var matcher = RELEASE.matcher(Files.readString(home.resolve("release")));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }
}
