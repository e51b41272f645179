package io.fairlead.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WardenTest {
  @TempDir private Path folder;

  @Test
  void whatIsLeftWhenTheLauncherIsKilledGoes() throws Exception {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledLauncher.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    var reader = program.inputReader();
    long child = Long.parseLong(reader.readLine());
    long stubborn = Long.parseLong(reader.readLine());
    long warden = Long.parseLong(reader.readLine());
    assertThat(ProcessHandle.of(child)).isPresent();

    program.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(List.of(child, stubborn, warden))
                    .noneMatch(pid -> SupervisorTest.isAlive(pid)));
  }

  /** Starts two processes, tells their ids, and waits to be killed. */
  static final class KilledLauncher {
    private KilledLauncher() {}

    public static void main(String... args) throws Exception {
      var warden = Warden.start();
      var folder = Path.of(args[0]);
      var child = start(folder, "exec sleep 1000", warden);
      var stubborn = start(folder, "trap '' TERM; while :; do sleep 0.2; done", warden);
      System.out.println(child.pid());
      System.out.println(stubborn.pid());
      System.out.println(warden.pid());
      child.exited().get();
    }

    private static ChildProcess start(Path folder, String script, Warden warden) {
      return ChildProcess.start(
          new ProcessSpec(
              "app",
              List.of("/bin/sh", "-c", script),
              Map.of(),
              folder,
              folder.resolve("app.log"),
              Probe.running(),
              Duration.ofSeconds(1),
              Restart.NEVER),
          warden);
    }
  }
}
