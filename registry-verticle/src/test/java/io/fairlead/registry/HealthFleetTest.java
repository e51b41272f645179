package io.fairlead.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health as a user of the Cloud Map API meets it, with registry nodes that come and go. */
class HealthFleetTest {
  private static final int INSTANCES = 12;
  private static final Duration SLOWLY = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Application> applications =
      IntStream.range(0, INSTANCES).mapToObj(i -> new Application(vertx)).toList();
  private RegistryFleet fleet;
  private String service;

  /** Counts its checks. */
  private static final class Application {
    final AtomicInteger checks = new AtomicInteger();
    volatile int status = 200;
    final int port;

    Application(Vertx vertx) {
      port =
          Wait.of(
                  vertx
                      .createHttpServer()
                      .requestHandler(
                          r -> {
                            checks.incrementAndGet();
                            r.response().setStatusCode(status).end();
                          })
                      .listen(0, "127.0.0.1"))
              .actualPort();
    }
  }

  @BeforeEach
  void start() {
    fleet =
        new RegistryFleet(
            2, "--health.interval=1s", "--health.allow=127.0.0.0/8", "--health.customDelay=4s");
    fleet.start(0);
    fleet.start(1);
    fleet.awaitSafe(2);
  }

  @AfterEach
  void stop() {
    fleet.close();
    Wait.of(vertx.close());
  }

  private JsonObject call(int node, String operation, JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(fleet.api(node)))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Route53AutoNaming_v20170314." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return new JsonObject(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(operation, e);
    }
  }

  private void createService(String check, JsonObject config) {
    var made = call(0, "CreateHttpNamespace", new JsonObject().put("Name", "web"));
    var operation =
        call(0, "GetOperation", new JsonObject().put("OperationId", made.getString("OperationId")));
    String namespace =
        operation.getJsonObject("Operation").getJsonObject("Targets").getString("NAMESPACE");
    var wanted =
        new JsonObject().put("Name", "api").put("NamespaceId", namespace).put(check, config);
    service = call(0, "CreateService", wanted).getJsonObject("Service").getString("Id");
  }

  private void register(int node, int index) {
    var attributes =
        new JsonObject()
            .put("AWS_INSTANCE_IPV4", "127.0.0.1")
            .put("AWS_INSTANCE_PORT", Integer.toString(applications.get(index).port));
    call(node, "RegisterInstance", instance(index).put("Attributes", attributes));
  }

  private JsonObject instance(int index) {
    return new JsonObject().put("ServiceId", service).put("InstanceId", "task-" + index);
  }

  private String status(int node, int index) {
    return call(node, "GetInstancesHealthStatus", new JsonObject().put("ServiceId", service))
        .getJsonObject("Status")
        .getString("task-" + index);
  }

  private int discovered(int node) {
    var asked = new JsonObject().put("NamespaceName", "web").put("ServiceName", "api");
    return call(node, "DiscoverInstances", asked).getJsonArray("Instances").size();
  }

  private void awaitDiscovered(int node, int count) {
    await()
        .atMost(SLOWLY)
        .untilAsserted(() -> assertThat(discovered(node)).as("healthy").isEqualTo(count));
  }

  @Test
  void everyInstanceIsCheckedByOneNodeAndByAnotherSoonAfterThatDied() {
    createService("HealthCheckConfig", new JsonObject().put("Type", "HTTP"));
    applications.get(0).status = 500;
    IntStream.range(0, INSTANCES).forEach(i -> register(i % 2, i));
    awaitDiscovered(0, INSTANCES - 1);
    awaitDiscovered(1, INSTANCES - 1);
    assertThat(status(1, 0)).isEqualTo("UNHEALTHY");

    applications.forEach(a -> a.checks.set(0));
    long begun = System.nanoTime();
    await().atMost(SLOWLY).until(() -> applications.stream().allMatch(a -> a.checks.get() >= 4));
    double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
    assertThat(applications)
        .as("checks in %.1f s", seconds)
        .allSatisfy(a -> assertThat(a.checks.get()).isLessThanOrEqualTo((int) (seconds / 0.9) + 1));

    fleet.kill(0);
    long killed = System.nanoTime();
    applications.forEach(a -> a.checks.set(0));
    await().atMost(SLOWLY).until(() -> applications.stream().allMatch(a -> a.checks.get() >= 1));
    System.out.printf(
        "health: every instance checked %.1f s after a node was killed%n",
        (System.nanoTime() - killed) / 1e9);
    applications.get(0).status = 200;
    applications.get(1).status = 503;
    await().atMost(SLOWLY).until(() -> status(1, 0).equals("HEALTHY"));
    await().atMost(SLOWLY).until(() -> status(1, 1).equals("UNHEALTHY"));
  }

  @Test
  void aPushedUnhealthyComesTrueAlthoughTheNodeThatTookItDied() {
    createService("HealthCheckCustomConfig", new JsonObject());
    IntStream.range(0, INSTANCES).forEach(i -> register(0, i));
    awaitDiscovered(1, INSTANCES);
    for (int i = 0; i < INSTANCES; i++) {
      call(0, "UpdateInstanceCustomHealthStatus", instance(i).put("Status", "UNHEALTHY"));
    }
    fleet.kill(0);
    call(1, "UpdateInstanceCustomHealthStatus", instance(3).put("Status", "HEALTHY"));
    awaitDiscovered(1, 1);
    assertThat(status(1, 3)).isEqualTo("HEALTHY");
  }
}
