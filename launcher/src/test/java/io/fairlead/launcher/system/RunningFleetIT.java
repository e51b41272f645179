package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.demo.DemoFleet;
import io.fairlead.launcher.deploy.ControlSocket;
import io.fairlead.launcher.deploy.DeployCommand;
import io.fairlead.launcher.deploy.FleetChanges;
import io.fairlead.launcher.deploy.ScaleCommand;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A fleet that is changed by the commands while 300 requests a second go through it: every request
 * of a client that never retries must be answered.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RunningFleetIT {
  private static final String LOAD =
      """
          {"serviceName": "load", "taskDefinition": {"family": "load", "containerDefinitions": []},
           "serviceConnectConfiguration": {"enabled": true}},
      """;

  @TempDir private static Path folder;
  private static Fleet fleet;
  private static FleetProbe probe;
  private static ControlSocket socket;

  @BeforeAll
  static void startTheDemosFleetWithOneBackend() throws Exception {
    var definition = FleetFile.parse(demo()).fleet();
    fleet = TestFleet.start(definition);
    probe = new FleetProbe(fleet);
    var changes = new FleetChanges(fleet, definition);
    socket = ControlSocket.open(fleet.settings().folder(), changes, List.of(), line -> {});
    awaitBackends(1);
  }

  @AfterAll
  static void stopIt() {
    if (socket != null) {
      socket.close();
    }
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void scalingFromOneToFiveAndBackFailsNoRequest() {
    var load = RunningLoad.start(fleet, 45);
    load.awaitSeconds(3);

    assertThat(run(new ScaleCommand(console()), "backend=5")).isZero();
    awaitBackends(5);
    assertThat(run(new ScaleCommand(console()), "backend=1")).isZero();
    awaitBackends(1);

    load.assertNothingFailed();
  }

  @Test
  void aNewRevisionOfEveryServiceFailsNoRequest() throws IOException {
    var before = fleet.tasks(DemoFleet.BACKEND).stream().map(Task::id).toList();
    var load = RunningLoad.start(fleet, 60);
    load.awaitSeconds(3);

    assertThat(deploy(demo().replace("-Xmx64m", "-Xmx65m"))).isZero();

    load.assertNothingFailed();
    assertThat(fleet.tasks(DemoFleet.BACKEND))
        .hasSameSizeAs(before)
        .extracting(Task::id)
        .doesNotContainAnyElementsOf(before);
    assertThat(deploy(demo())).isZero();
  }

  @Test
  void aRevisionThatNeverTurnsHealthyIsRolledBackAndFailsNoRequest() throws IOException {
    var before = fleet.tasks(DemoFleet.BACKEND).stream().map(Task::id).toList();
    var load = RunningLoad.start(fleet, 30);
    load.awaitSeconds(3);
    String sick = "\"healthCheck\": {\"command\": [\"CMD\", \"false\"]}, \"portMappings\"";

    // The first container of the file is the backend's.
    assertThat(deploy(demo().replaceFirst("\"portMappings\"", sick), "--within", "15s"))
        .isEqualTo(1);

    load.assertNothingFailed();
    assertThat(fleet.tasks(DemoFleet.BACKEND)).extracting(Task::id).isEqualTo(before);
  }

  /** The demo's fleet with one backend, and a sidecar for the load. */
  private static String demo() {
    return DemoFleet.text()
        .replace("\"desiredCount\": 3", "\"desiredCount\": 1")
        .replaceFirst("(\"services\": \\[\n)", "$1" + LOAD);
  }

  private static int deploy(String text, String... more) throws IOException {
    var file = Files.writeString(folder.resolve("fleet.json"), text);
    var arguments = new ArrayList<>(List.of(more));
    arguments.add(file.toString());
    return run(new DeployCommand(console()), arguments.toArray(String[]::new));
  }

  private static int run(Callable<Integer> command, String... arguments) {
    var line = new CommandLine(command);
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--fleet", fleet.settings().folder().toString()));
    return line.execute(all.toArray(String[]::new));
  }

  private static Console console() {
    return new Console(System.out, System.err, false);
  }

  private static void awaitBackends(int count) {
    await("every sidecar uses " + count + " backends")
        .atMost(Duration.ofMinutes(1))
        .until(() -> probe.endpointsEverywhere(DemoFleet.BACKEND) == count);
  }
}
