package io.fairlead.registry;

import static io.fairlead.registry.Samples.holder;
import static io.fairlead.registry.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.Deregistered;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.registry.RegistryFleet.Linked;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Registry nodes as their users meet them: over links, with nodes that come and go. */
class RegistryFleetTest {
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final int MEASURED = 100;

  private RegistryFleet fleet;

  @AfterEach
  void stop() {
    fleet.close();
  }

  private static Future<Lease> register(Linked at, String service, String instance) {
    return register(at, service, instance, 10_000);
  }

  private static Future<Lease> register(
      Linked at, String service, String instance, long leaseMillis) {
    var like = registration("prod", service, instance);
    var asked =
        new Registration(
            like.namespace(),
            like.service(),
            instance,
            like.attributes(),
            like.healthStatus(),
            leaseMillis);
    return at.bus.request(BusAddress.REGISTER, asked, Lease.class, TIMEOUT_MILLIS);
  }

  private static Future<Lease> renew(Linked at, String service, String instance) {
    return at.bus.request(
        BusAddress.RENEW, holder("prod", service, instance), Lease.class, TIMEOUT_MILLIS);
  }

  @Test
  void aRegistrationAtOneNodeIsSoonSeenByReadersOfTheOther() {
    fleet = new RegistryFleet(2);
    fleet.start(0);
    fleet.start(1);
    var writer = fleet.link(0);
    var reader = fleet.link(1);
    long[] answered = new long[MEASURED];
    long[] seen = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      String service = "s" + i;
      long begun = System.nanoTime();
      Wait.of(register(writer, service, "task"));
      answered[i] = System.nanoTime() - begun;
      await()
          .pollDelay(0, TimeUnit.MILLISECONDS)
          .pollInterval(1, TimeUnit.MILLISECONDS)
          .until(() -> reader.endpoints("prod", service) == 1);
      seen[i] = System.nanoTime() - begun;
    }
    print("answered", answered);
    print("seen by a reader of the other node", seen);
    assertThat(percentileMillis(seen, 50)).isLessThan(100);
    assertThat(percentileMillis(seen, 99)).isLessThan(500);
  }

  @Test
  void whatIsDeregisteredIsGoneEverywhere() {
    fleet = new RegistryFleet(2, "--lease.duration=100ms", "--lease.settle=0s");
    fleet.start(0);
    fleet.start(1);
    var writer = fleet.link(0);
    var reader = fleet.link(1);
    await().until(() -> reader.reader.state().isComplete());
    Wait.of(register(writer, "orders", "task"));
    await().until(() -> reader.endpoints("prod", "orders") == 1);
    Wait.of(
        writer.bus.request(
            BusAddress.DEREGISTER,
            holder("prod", "orders", "task"),
            Deregistered.class,
            TIMEOUT_MILLIS));
    await().until(() -> reader.endpoints("prod", "orders") == 0);
    assertThat(reader.reader.state().service("prod", "orders")).isPresent();
  }

  @Test
  void twentyWritersAtThreeNodesLoseNothing() {
    fleet = new RegistryFleet(3);
    IntStream.range(0, 3).forEach(fleet::start);
    var writers = List.of(fleet.link(0), fleet.link(1), fleet.link(2));
    var all =
        IntStream.range(0, 20)
            .mapToObj(i -> register(writers.get(i % 3), "orders", "task" + i))
            .toList();
    all.forEach(Wait::of);
    for (var reader : writers) {
      await().untilAsserted(() -> assertThat(reader.endpoints("prod", "orders")).isEqualTo(20));
    }
  }

  @Test
  void twoOfThreeNodesMayDieAtOnceAndNothingIsLost() {
    fleet = new RegistryFleet(3);
    IntStream.range(0, 3).forEach(fleet::start);
    fleet.awaitSafe(3);
    var task = fleet.link(0, 1, 2);
    IntStream.range(0, 20).forEach(i -> Wait.of(register(task, "s" + i, "task")));
    fleet.kill(0);
    fleet.kill(1);
    for (int i = 0; i < 20; i++) {
      String service = "s" + i;
      await()
          .untilAsserted(
              () -> assertThat(Wait.of(renew(task, service, "task")).leaseMillis()).isPositive());
    }
    var newcomer = fleet.link(2);
    await().untilAsserted(() -> assertThat(newcomer.reader.state().services()).hasSize(20));
    assertThat(newcomer.reader.state().services()).allMatch(s -> s.endpoints().size() == 1);
  }

  @Test
  void aNodeThatLeavesTakesNothingAlong() {
    fleet = new RegistryFleet(2);
    fleet.start(0);
    fleet.start(1);
    var task = fleet.link(0, 1);
    Wait.of(register(task, "orders", "task"));
    fleet.stop(0);
    await()
        .untilAsserted(
            () -> assertThat(Wait.of(renew(task, "orders", "task")).leaseMillis()).isPositive());
    Wait.of(register(task, "orders", "other"));
    await().until(() -> task.endpoints("prod", "orders") == 2);
  }

  @Test
  void aRegistryThatStartsEmptySaysSoUntilItHasBeenFilled() {
    fleet = new RegistryFleet(2, "--lease.duration=2s", "--lease.settle=1s");
    fleet.start(0);
    var first = fleet.link(0);
    await().until(() -> first.reader.isSynced());
    assertThat(first.reader.state().isComplete()).isFalse();
    fleet.start(1);
    var second = fleet.link(1);
    await().until(() -> first.reader.state().isComplete());
    await().until(() -> second.reader.state().isComplete());
  }

  @Test
  void whenAllNodesWereLostEverythingRegistersAgain() {
    fleet = new RegistryFleet(1, "--lease.duration=1s", "--lease.settle=1s");
    fleet.start(0);
    var task = fleet.link(0);
    long before = Wait.of(register(task, "orders", "task")).revision();
    await().until(() -> task.endpoints("prod", "orders") == 1);
    fleet.kill(0);
    assertThat(BusFailure.is(Wait.failure(renew(task, "orders", "task")), BusFailure.UNAVAILABLE))
        .isTrue();
    fleet.start(0);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        BusFailure.is(
                            Wait.failure(renew(task, "orders", "task")), BusFailure.NOT_FOUND))
                    .isTrue());
    assertThat(task.endpoints("prod", "orders")).as("the last view stays").isEqualTo(1);
    assertThat(Wait.of(register(task, "orders", "task")).revision()).isGreaterThan(before);
    await().until(() -> task.reader.state().isComplete());
    assertThat(task.endpoints("prod", "orders")).isEqualTo(1);
  }

  @Test
  void aLeaseThatNobodyRenewsRunsOut() {
    fleet =
        new RegistryFleet(2, "--lease.duration=700ms", "--lease.settle=0s", "--lease.sweep=200ms");
    fleet.start(0);
    fleet.start(1);
    var writer = fleet.link(0);
    var reader = fleet.link(1);
    await().until(() -> reader.reader.state().isComplete());
    Wait.of(register(writer, "orders", "task", 0));
    await().until(() -> reader.endpoints("prod", "orders") == 1);
    await().until(() -> reader.endpoints("prod", "orders") == 0);
  }

  @Test
  void leasesThatAreKeptAreShownAndReleasedOnAnyNodesManagementPort() throws Exception {
    fleet = new RegistryFleet(2, "--lease.duration=1s", "--lease.settle=0s", "--lease.sweep=200ms");
    fleet.start(0);
    fleet.start(1);
    var writer = fleet.link(0);
    for (int i = 0; i < 12; i++) {
      Wait.of(register(writer, "orders", "task" + i, 0));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(leases(0, "") + leases(1, ""))
                    .as("each node shows its own")
                    .contains("\"prod\""));
    await()
        .untilAsserted(
            () -> {
              leases(1, "/release");
              assertThat(writer.endpoints("prod", "orders")).isZero();
            });
    await().untilAsserted(() -> assertThat(leases(0, "")).doesNotContain("prod"));
  }

  /** What the management port answers, asked to release when a path is given. */
  private String leases(int node, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(fleet.management(node) + "/leases" + path));
    if (!path.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.noBody());
    }
    var answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void whatASidecarRegistersIsInTheCloudMapApi() throws Exception {
    fleet = new RegistryFleet(1);
    fleet.start(0);
    Wait.of(register(fleet.link(0), "orders", "task"));
    var request =
        HttpRequest.newBuilder(URI.create(fleet.api(0)))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Route53AutoNaming_v20170314.DiscoverInstances")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"NamespaceName\":\"prod\",\"ServiceName\":\"orders\"}"))
            .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"InstanceId\":\"task\"", "\"HealthStatus\":\"HEALTHY\"");
  }

  private static void print(String what, long[] nanos) {
    System.out.printf(
        "registration %s: p50 %.1f ms, p99 %.1f ms (%d)%n",
        what, percentileMillis(nanos, 50), percentileMillis(nanos, 99), nanos.length);
  }

  private static double percentileMillis(long[] nanos, int percentile) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)] / 1e6;
  }
}
