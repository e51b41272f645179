package io.fairlead.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.launcher.demo.DemoFleet;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.task.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Faults under load, in one fleet of separate processes: every request of a client that never
 * retries must be answered. Each test leaves the fleet whole.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetIT {
  private static final Duration WHOLE_AGAIN = Duration.ofMinutes(1);

  private static Fleet fleet;
  private static FleetProbe probe;

  @BeforeAll
  static void startTheDemosFleet() {
    fleet = TestFleet.start(DemoFleet.definition());
    probe = new FleetProbe(fleet);
    awaitWhole();
  }

  @AfterAll
  static void stopIt() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  @Order(1)
  void aKilledBackendFailsNoRequest() {
    var load = load(20);
    load.awaitSeconds(7);
    var victim = fleet.tasks(DemoFleet.BACKEND).get(0);
    victim.kill().join();
    load.assertNothingFailed();
    victim.start().join();
    awaitWhole();
  }

  @Test
  @Order(2)
  void aKilledRegistryNodeFailsNoRequestAndTheOtherOneTellsEverySidecar() {
    var load = load(15);
    load.awaitSeconds(4);
    var victim = fleet.registries().get(0);
    victim.kill().join();
    var api = probe.api(2);
    api.registerOnce("made-without-registry-1", "i-1", "127.0.99.1");
    await("every sidecar routes to an instance registered after the loss")
        .atMost(Duration.ofSeconds(20))
        .until(() -> probe.sidecarsRouting("made-without-registry-1", "i-1") == probe.sidecars());
    load.assertNothingFailed();
    victim.start().join();
    awaitWhole();
  }

  @Test
  @Order(3)
  void withAllRegistryNodesKilledNoRequestFailsForAMinuteAndTheCatalogComesBackByItself() {
    var load = load(75);
    load.awaitSeconds(3);
    var killed = fleet.registries().stream().map(Supervisor::kill).toList();
    killed.forEach(CompletableFuture::join);
    load.awaitSeconds(65);
    var started = fleet.registries().stream().map(Supervisor::start).toList();
    load.assertNothingFailed();
    started.forEach(CompletableFuture::join);
    awaitWhole();
    await("every task is registered again")
        .atMost(WHOLE_AGAIN)
        .ignoreExceptions()
        .until(
            () ->
                probe.api(1).discover("demo.local", DemoFleet.BACKEND) == 3
                    && probe.api(1).discover("demo.local", DemoFleet.FRONTEND) == 2);
  }

  @Test
  @Order(4)
  void aRegistrationReachesEverySidecarAndDns() throws Exception {
    var api = probe.api(1);
    String service = api.createService("demo.local", "propagated");
    var toSidecars = new ArrayList<Long>();
    var toDns = new ArrayList<Long>();
    try (var dns = new DnsProbe(fleet)) {
      for (int n = 0; n < 100; n++) {
        String instance = "p-" + n;
        long start = System.nanoTime();
        api.register(service, instance, "127.0.98." + (n + 1));
        var resolved = dns.awaitAnswer(instance + ".propagated.demo.local", start);
        toSidecars.add(probe.awaitRouted("propagated", instance, start));
        toDns.add(resolved.get(30, TimeUnit.SECONDS));
      }
    }
    Figures.print("registration to every sidecar's routing table", toSidecars);
    Figures.print("registration to DNS", toDns);
    assertThat(toSidecars).hasSize(100);
    assertThat(toDns).hasSize(100);
  }

  @Test
  @Order(5)
  void aSidecarsMemoryUnderLoadIsTold() {
    var load = load(10);
    load.awaitSeconds(9);
    var kilobytes = probe.sidecarResidentKilobytes();
    load.assertNothingFailed();
    System.out.println("[figures] resident memory of the sidecars under load, kB: " + kilobytes);
    assertThat(kilobytes).hasSize(probe.sidecars());
  }

  private static RunningLoad load(long seconds) {
    return RunningLoad.start(fleet, seconds);
  }

  private static void awaitWhole() {
    await("every sidecar uses three backends and two frontends")
        .atMost(WHOLE_AGAIN)
        .until(
            () ->
                probe.endpointsEverywhere(DemoFleet.BACKEND) == 3
                    && probe.endpointsEverywhere(DemoFleet.FRONTEND) == 2);
  }
}
