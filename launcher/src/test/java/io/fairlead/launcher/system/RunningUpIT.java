package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.jvm.FatJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fairlead up} and the commands that change its fleet, each a process of its own. The tasks
 * are outside the mesh, so that nothing listens on a port that another fleet may have.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunningUpIT {
  private static final String FLEET =
      """
      {"services": [{"serviceName": "sleeper", "desiredCount": %d, "taskDefinition": {
        "containerDefinitions": [{"name": "sleeper", "command": ["sleep", "300"]}]}}]}
      """;

  @TempDir private Path home;
  private Process up;

  @BeforeEach
  void start() throws IOException {
    for (var jar : FatJar.values()) {
      // Asked for, and never started.
      Files.createFile(home.resolve(jar.file()));
    }
    var file = write(1);
    up = fairlead("up", file.toString(), "--registries", "127.0.0.1:1", "--network", "127.0.27");
    await("it tells how to change it")
        .atMost(Duration.ofMinutes(1))
        .until(() -> said("up").contains("fairlead ps, scale and deploy"));
  }

  @AfterEach
  void stop() throws Exception {
    up.destroy();
    up.waitFor();
  }

  @Test
  void theCommandsFindItAndChangeItUntilItEnds() throws Exception {
    assertThat(run("scale", "sleeper=3")).isZero();
    assertThat(said("scale")).contains("sleeper-3 healthy");
    assertThat(said("up")).contains("sleeper-3 healthy");

    write(2);
    assertThat(run("deploy")).as("of the file that it was started with").isZero();
    assertThat(run("ps")).isZero();
    assertThat(said("ps")).contains("sleeper-1", "sleeper-2").doesNotContain("sleeper-3");

    up.destroy();
    up.waitFor();
    assertThat(run("ps")).isEqualTo(2);
    assertThat(said("ps")).contains("fairlead: no fleet runs here (looked in ");
  }

  @Test
  void whatAKilledFleetLeavesBehindIsNotTakenForOne() throws Exception {
    up.destroyForcibly();
    up.waitFor();

    assertThat(run("scale", "sleeper=2")).isEqualTo(2);
    assertThat(said("scale")).contains("no fleet runs here");
  }

  private Path write(int count) throws IOException {
    return Files.writeString(home.resolve("fleet.json"), FLEET.formatted(count));
  }

  private int run(String... arguments) throws Exception {
    return fairlead(arguments).waitFor();
  }

  /** What the command of this name has printed; each has a file that is begun anew. */
  private String said(String command) throws IOException {
    return Files.readString(home.resolve(command + ".out"));
  }

  private Process fairlead(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", TestFleet.home().folder() + "/launcher/target/fairlead.jar"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("FAIRLEAD_HOME", home.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(home.resolve(arguments[0] + ".out").toFile());
    return builder.start();
  }
}
