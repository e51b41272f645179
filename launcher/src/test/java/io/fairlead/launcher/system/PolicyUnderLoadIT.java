package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.ServiceConnectService;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.demo.DemoFleet;
import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.ServiceConnectConfiguration;
import io.fairlead.launcher.fleet.ServiceDefinition;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.release.ShiftCommand;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/**
 * Traffic policies that change, and tasks that come and go, under load: every request of a client
 * that never retries must be answered.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PolicyUnderLoadIT {
  private static final String SECOND = "backend-v2";
  private static final Duration WHOLE = Duration.ofMinutes(1);

  /** One after the other, a second each; every one of them leaves requests their answers. */
  private static final List<String> POLICIES =
      List.of(
          "{\"balancing\": {\"algorithm\": \"leastRequest\"}}",
          "{\"balancing\": {\"algorithm\": \"maglev\", \"hashOn\": {\"source\": true}}}",
          "{\"retries\": {\"attempts\": 3}, \"timeouts\": {\"perTryMillis\": 3000}}",
          "{\"balancing\": {\"algorithm\": \"peakEwma\"}, \"outlierDetection\": {\"consecutive5xx\": 3}}",
          "{\"routes\": [{\"name\": \"tag\", \"responseHeaders\": {\"set\": {\"x-tag\": \"1\"}}}]}",
          "{\"circuitBreaking\": {\"requestsMax\": 500}, \"rateLimit\": {\"requestsPerSecond\": 5000}}",
          "{\"balancing\": {\"algorithm\": \"ringHash\", \"hashOn\": {\"header\": \"x-user\"}}}",
          "{}");

  private final List<Double> shares = new ArrayList<>();
  private static Fleet fleet;
  private static FleetProbe probe;

  @BeforeAll
  static void startTheDemosFleetWithASecondBackend() {
    var services = new ArrayList<>(DemoFleet.definition().services());
    services.add(second(services.get(0)));
    fleet = TestFleet.start(new FleetDefinition(services));
    probe = new FleetProbe(fleet);
    awaitWhole();
  }

  private static ServiceDefinition second(ServiceDefinition backend) {
    var first = backend.serviceConnectConfiguration();
    var offered =
        new ServiceConnectService(
            first.services().get(0).portName(),
            SECOND,
            List.of(new ClientAlias(8080, SECOND)),
            null,
            null);
    return new ServiceDefinition(
        SECOND,
        1,
        backend.taskDefinition(),
        new ServiceConnectConfiguration(first.namespace(), List.of(offered)),
        null);
  }

  @AfterAll
  static void stopIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void aPolicyThatChangesEverySecondFailsNoRequest() {
    var policies = probe.policies(1);
    var load = load(20);
    for (int second = 1; second <= 16; second++) {
      load.awaitSeconds(second);
      policies.put(DemoFleet.BACKEND, POLICIES.get(second % POLICIES.size()));
      policies.put(DemoFleet.FRONTEND, POLICIES.get((second + 3) % POLICIES.size()));
    }
    load.assertNothingFailed();
    policies.delete(DemoFleet.BACKEND);
    policies.delete(DemoFleet.FRONTEND);
  }

  @Test
  void replacingEveryBackendFailsNoRequest() {
    var load = load(60);
    load.awaitSeconds(3);
    for (Task task : fleet.tasks(DemoFleet.BACKEND)) {
      task.stop().join();
      task.start().join();
      awaitWhole();
    }
    load.assertNothingFailed();
  }

  @Test
  void scalingFromAllToOneAndBackFailsNoRequest() {
    var load = load(45);
    load.awaitSeconds(3);
    var leaving = fleet.tasks(DemoFleet.BACKEND).subList(1, 3);
    leaving.forEach(task -> task.stop().join());
    // By the registry: the sidecars of those that left tell nothing any more.
    await("one backend is left")
        .atMost(WHOLE)
        .until(() -> probe.api(1).discover("demo.local", DemoFleet.BACKEND) == 1);
    leaving.forEach(task -> task.start().join());
    awaitWhole();
    load.assertNothingFailed();
  }

  @Test
  void aSplitIsObservedAsItWasAsked() {
    var policies = probe.policies(1);
    policies.put(
        DemoFleet.BACKEND,
        "{\"routes\": [{\"name\": \"canary\", \"split\": [{\"weight\": 90},"
            + " {\"weight\": 10, \"service\": \"backend-v2\"}]}]}");
    await("every sidecar follows it")
        .atMost(Duration.ofSeconds(10))
        .until(() -> probe.sidecarsFollowing(DemoFleet.BACKEND, "canary") == probe.sidecars());
    double before = requestsTo(SECOND);
    double allBefore = before + requestsTo(DemoFleet.BACKEND);
    load(20).assertNothingFailed();
    double canary = requestsTo(SECOND) - before;
    double all = requestsTo(SECOND) + requestsTo(DemoFleet.BACKEND) - allBefore;
    policies.delete(DemoFleet.BACKEND);
    System.out.printf("[figures] split: %.2f %% of %.0f (asked: 10 %%)%n", 100 * canary / all, all);
    assertThat(100 * canary / all).isCloseTo(10, within(2.0));
  }

  @Test
  void aReleaseGoesAllTheWayAndTheNextIsRolledBackWithoutAFailure() {
    var load = load(50);
    load.awaitSeconds(2);

    assertThat(shift("backend", SECOND, "--step=90%", "--every=15s")).isZero();
    // Nobody can judge a step by so many: it is rolled back whatever happens.
    assertThat(shift(SECOND, "backend", "--every=1s", "--min-requests=1000000", "--patience=3s"))
        .isEqualTo(1);

    load.assertNothingFailed();
    assertThat(shares).hasSize(3);
    assertThat(shares.get(0)).isCloseTo(90, within(2.0));
    assertThat(shares.get(1)).isCloseTo(100, within(2.0));
    probe.policies(1).delete(DemoFleet.BACKEND);
  }

  /** As {@code fairlead policy shift} does it; its exit code. */
  private int shift(String from, String to, String... more) {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var sidecars =
        Stream.of(DemoFleet.FRONTEND, DemoFleet.LOAD)
            .flatMap(service -> fleet.tasks(service).stream())
            .map(task -> "http://" + task.host() + ":" + SidecarPorts.MANAGEMENT)
            .collect(Collectors.joining(","));
    var arguments =
        new ArrayList<>(
            List.of(
                "backend.demo.local",
                "--registry=" + probe.registry(1),
                "--sidecars=" + sidecars,
                "--from=" + from,
                "--to=" + to,
                "--json"));
    arguments.addAll(List.of(more));
    int code =
        new CommandLine(new ShiftCommand(new Console(print, print, false)))
            .execute(arguments.toArray(new String[0]));
    String told = out.toString(StandardCharsets.UTF_8);
    System.out.println("[figures] release: " + told);
    told.lines()
        .map(JsonObject::new)
        .filter(line -> line.getString("event").equals("judged"))
        .forEach(line -> shares.add(line.getDouble("share")));
    return code;
  }

  /** As the frontends' sidecars count them. */
  private static double requestsTo(String service) {
    return fleet.tasks(DemoFleet.FRONTEND).stream()
        .mapToDouble(
            task ->
                probe.count(
                    task,
                    "mesh_proxy_requests_total{",
                    "direction=\"egress\"",
                    "service=\"" + service + ".demo.local\""))
        .sum();
  }

  private static RunningLoad load(long seconds) {
    return RunningLoad.start(fleet, seconds);
  }

  private static void awaitWhole() {
    await("every sidecar uses three backends, one of the second kind and two frontends")
        .atMost(WHOLE)
        .until(
            () ->
                probe.endpointsEverywhere(DemoFleet.BACKEND) == 3
                    && probe.endpointsEverywhere(SECOND) == 1
                    && probe.endpointsEverywhere(DemoFleet.FRONTEND) == 2);
  }
}
