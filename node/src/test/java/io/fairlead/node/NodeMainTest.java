package io.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample process as a JVM of its own. */
class NodeMainTest {
  @TempDir Path folder;
  private Process child;

  @AfterEach
  void kill() {
    if (child != null) {
      child.destroyForcibly();
    }
  }

  @Test
  void sigtermDrainsAndExitsWith0() throws Exception {
    start(Map.of());
    await().atMost(Duration.ofSeconds(30)).until(() -> out().contains("sample is ready after"));
    assertThat(out()).contains("management=127.0.0.1:", "sample=127.0.0.1:");

    child.destroy();

    assertThat(exitCode()).as(out() + err()).isZero();
    assertThat(out()).contains("drain: sample").contains("stopped");
    assertThat(err()).isEmpty();
  }

  @Test
  void aBadFlagExitsWith2AndOneLine() throws Exception {
    start(Map.of(), "--prot=1");

    assertThat(exitCode()).isEqualTo(2);
    assertThat(err()).isEqualTo("sample: prot (flag --prot): unknown key; did you mean port?\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void aTakenPortExitsWith2AndOneLine() throws Exception {
    try (var taken = new ServerSocket(0)) {
      start(Map.of(), "--port", Integer.toString(taken.getLocalPort()));

      assertThat(exitCode()).isEqualTo(2);
      assertThat(err()).startsWith("sample: sample cannot listen on").hasLineCount(1);
    }
  }

  @Test
  void anyOtherFailureExitsWith1AndIsLoggedInOneLine() throws Exception {
    start(Map.of(), "--broken=true");

    assertThat(exitCode()).isEqualTo(1);
    assertThat(out())
        .hasLineCount(1)
        .contains("ERROR Node: sample cannot start | java.lang.IllegalStateException: broken on");
    assertThat(err()).isEmpty();
  }

  @Test
  void helpVersionAndSettingsAreAnsweredWithoutAStart() throws Exception {
    start(Map.of(), "--help");
    assertThat(exitCode()).isZero();
    assertThat(out()).startsWith("Usage: java -jar sample.jar").contains("FAIRLEAD_PORT");

    start(Map.of(), "--version");
    assertThat(exitCode()).isZero();
    assertThat(out()).isEqualTo("fairlead sample unpackaged\n");

    start(Map.of("FAIRLEAD_PORT", "7"), "--print-settings");
    assertThat(exitCode()).isZero();
    assertThat(out()).contains("port = 7  # variable FAIRLEAD_PORT\n");
  }

  @Test
  void anUnknownLogLevelIsRefused() throws Exception {
    start(Map.of("FAIRLEAD_LOG_LEVEL", "LOUD"));

    assertThat(exitCode()).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            "sample: FAIRLEAD_LOG_LEVEL = LOUD (expected: one of TRACE, DEBUG, INFO, WARN, ERROR, OFF)\n");
  }

  @Test
  void theLogLevelIsTaken() throws Exception {
    start(Map.of("FAIRLEAD_LOG_LEVEL", "ERROR"), "--broken=true");
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out()).contains("ERROR Node: sample cannot start");

    start(Map.of("FAIRLEAD_LOG_LEVEL", "OFF"), "--broken=true");
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out()).isEmpty();
  }

  private void start(Map<String, String> env, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SampleProcess.class.getName()));
    if (Runtime.version().feature() >= 24) {
      // What the manifest of a fat jar allows; started from classes, the flag has to.
      command.add(1, "--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(args));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FAIRLEAD_"));
    builder.environment().putAll(env);
    child = builder.start();
  }

  private int exitCode() throws InterruptedException {
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).as("child has ended").isTrue();
    return child.exitValue();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }
}
