package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.demo.DemoFleet;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.policy.PolicyCommand;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.task.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy on its way from a file to every sidecar of a fleet of separate processes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PolicyIT {
  private static final String BACKEND = DemoFleet.BACKEND + ".demo.local";
  private static final Duration SOON = Duration.ofSeconds(20);

  private static Fleet fleet;
  private static FleetProbe probe;

  @TempDir private Path folder;

  @BeforeAll
  static void startTheDemosFleetWithAPolicy() throws Exception {
    String text =
        DemoFleet.text()
            .replace(
                "\"serviceName\": \"backend\",",
                "\"serviceName\": \"backend\", \"trafficPolicy\": {\"retries\": {\"attempts\":"
                    + " 1}},");
    fleet = TestFleet.start(FleetFile.parse(text).fleet());
    probe = new FleetProbe(fleet);
  }

  @AfterAll
  static void stopIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  private String run(String command, String... more) {
    var ports = fleet.settings().ports();
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var arguments = new ArrayList<>(List.of(command));
    arguments.add("--registry=http://" + ports.registryHost(1) + ":" + ports.api());
    arguments.addAll(List.of(more));
    int code =
        PolicyCommand.of(new Console(stream, stream, false))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPolicyReachesEverySidecarAndOutlivesTheRegistry() throws Exception {
    await("the file's own policy is at every sidecar")
        .atMost(SOON)
        .until(() -> probe.policyVersionEverywhere(DemoFleet.BACKEND) == 1);
    var times = new ArrayList<Long>();
    for (int n = 1; n <= 20; n++) {
      var file =
          Files.writeString(
              folder.resolve("policy.json"),
              "{\"rateLimit\": {\"requestsPerSecond\": " + (100_000 + n) + "}}");
      long start = System.nanoTime();
      run("apply", "--service", BACKEND, file.toString());
      int version = n + 1;
      await("version " + version + " is at every sidecar")
          .pollInterval(Duration.ofMillis(5))
          .atMost(SOON)
          .until(() -> probe.policyVersionEverywhere(DemoFleet.BACKEND) == version);
      times.add(System.nanoTime() - start);
    }
    Figures.print("applied policy to every sidecar's routing table", times);
    String before = run("get", "--json", BACKEND);
    assertThat(before).contains("\"requestsPerSecond\" : 100020", "\"version\" : 21");

    fleet.registries().stream().map(Supervisor::kill).toList().forEach(CompletableFuture::join);
    fleet.registries().stream().map(Supervisor::start).toList().forEach(CompletableFuture::join);

    assertThat(run("get", "--json", BACKEND)).isEqualTo(before);
    assertThat(probe.policyVersionEverywhere(DemoFleet.BACKEND)).isEqualTo(21);
  }
}
