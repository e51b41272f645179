package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.HashOn;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each field of the policy's {@code balancing} does to requests on the wire. */
class BalancingOverSocketsTest {
  private Stage stage = Stage.inDemo();

  @AfterEach
  void leave() throws IOException {
    stage.close();
  }

  private void restartedIn(String zone) throws IOException {
    stage.close();
    stage =
        Stage.with(
            "--task.namespace=demo.local",
            "--limits.eventLoops=1",
            "--task.availabilityZone=" + zone);
  }

  private static Balancing by(Algorithm algorithm) {
    return new Balancing(algorithm, null, null, null, null);
  }

  private static Balancing hashing(Algorithm algorithm, HashOn on) {
    return new Balancing(algorithm, on, null, null, null);
  }

  private static Endpoint endpoint(RawUpstream at) {
    return endpoint(at, HealthStatus.HEALTHY, Map.of());
  }

  private static Endpoint endpoint(
      RawUpstream at, HealthStatus health, Map<String, String> attributes) {
    return new Endpoint(
        "i-" + at.port(), "127.0.0.1", null, null, at.port(), 0, health, 1, attributes);
  }

  /** Makes these the service backend, and waits until the sidecar knows. */
  private void obeying(Balancing balancing, Endpoint... endpoints) {
    var policy = new TrafficPolicy(balancing, null, null, null, null, null, null);
    stage.mesh.registry.serviceObeying("backend", policy, List.of(endpoints));
    await()
        .until(
            () -> {
              var route = stage.mesh.sidecar.routes().table().find("backend");
              return route != null
                  && policy.equals(route.policy())
                  && route.endpoints().size() == endpoints.length;
            });
  }

  private void obeying(Balancing balancing, RawUpstream... upstreams) {
    obeying(
        balancing,
        List.of(upstreams).stream()
            .map(BalancingOverSocketsTest::endpoint)
            .toArray(Endpoint[]::new));
  }

  private RawUpstream[] three() throws IOException {
    return new RawUpstream[] {
      stage.answering("one"), stage.answering("two"), stage.answering("three")
    };
  }

  /** Who answers so many requests with this field. */
  private List<String> answers(int requests, String field) throws IOException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      bodies.add(stage.answerTo(head("GET / HTTP/1.1", "Host: backend", field)).body());
    }
    return bodies;
  }

  private List<String> answers(int requests) throws IOException {
    return answers(requests, "X-Nothing: 1");
  }

  /** Sends requests on connections of their own, and waits for those that the quick one has. */
  private void send(int requests, RawUpstream quick, RawUpstream stuck) throws IOException {
    for (int i = 0; i < requests; i++) {
      int before = quick.heads.size();
      int all = before + stuck.heads.size();
      var client = stage.client().send(Stage.GET);
      await().until(() -> quick.heads.size() + stuck.heads.size() > all);
      if (quick.heads.size() > before) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"LEAST_REQUEST", "PEAK_EWMA"})
  void whoeverIsStuckGetsNoMore(Algorithm algorithm) throws IOException {
    var released = new CountDownLatch(1);
    var quick = stage.answering("quick");
    var stuck =
        stage.upstream(
            always(
                c -> {
                  RawUpstream.await(released);
                  c.write(ok("stuck"));
                }));
    obeying(by(algorithm), quick, stuck);

    send(20, quick, stuck);

    assertThat(stuck.heads).hasSizeLessThanOrEqualTo(1);
    released.countDown();
  }

  @Test
  void whoeverWasSlowGetsNothingForAWhile() throws IOException {
    var released = new CountDownLatch(1);
    var quick = stage.answering("quick");
    var slow =
        stage.upstream(
            always(
                c -> {
                  RawUpstream.await(released);
                  c.write(ok("slow"));
                }));
    obeying(by(Algorithm.PEAK_EWMA), quick, slow);
    while (slow.heads.isEmpty()) {
      send(1, quick, slow);
    }
    send(20, quick, slow);
    released.countDown();
    await().until(() -> underWay() == 0);

    assertThat(answers(20)).containsOnly("quick");
  }

  @Test
  void anyIsChosenAtRandomOutOfTurn() throws IOException {
    obeying(by(Algorithm.RANDOM), stage.answering("one"), stage.answering("two"));

    var answers = answers(40);

    assertThat(answers).contains("one", "two");
    int repeated = 0;
    for (int i = 1; i < answers.size(); i++) {
      repeated += answers.get(i).equals(answers.get(i - 1)) ? 1 : 0;
    }
    assertThat(repeated).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RING_HASH", "MAGLEV"})
  void aHeaderKeepsItsBackend(Algorithm algorithm) throws IOException {
    obeying(hashing(algorithm, new HashOn("X-User", null, null)), three());
    Set<String> seen = new HashSet<>();

    for (int user = 0; user < 20; user++) {
      var answers = new HashSet<>(answers(4, "x-uSer: u" + user));
      assertThat(answers).hasSize(1);
      seen.addAll(answers);
    }

    assertThat(seen).hasSize(3);
    assertThat(new HashSet<>(answers(40))).hasSize(3);
  }

  @Test
  void aCookieKeepsItsBackend() throws IOException {
    obeying(hashing(Algorithm.RING_HASH, new HashOn(null, "user", null)), three());
    Set<String> seen = new HashSet<>();

    for (int user = 0; user < 20; user++) {
      Set<String> answers = new HashSet<>();
      for (int i = 0; i < 4; i++) {
        answers.addAll(answers(1, "Cookie: turn=" + i + "; user=u" + user));
      }
      assertThat(answers).hasSize(1);
      seen.addAll(answers);
    }

    assertThat(seen).hasSize(3);
  }

  @Test
  void aCallerKeepsItsBackend() throws IOException {
    obeying(hashing(Algorithm.MAGLEV, new HashOn(null, null, true)), three());

    assertThat(new HashSet<>(answers(20))).hasSize(1);
  }

  @Test
  void aKeyGoesElsewhereWhileItsBackendIsGoneAndComesBack() throws IOException {
    var upstreams = three();
    var on = hashing(Algorithm.RING_HASH, new HashOn("x-user", null, null));
    obeying(on, upstreams);
    String before = answers(1, "x-user: u1").get(0);
    int gone = List.of("one", "two", "three").indexOf(before);
    Endpoint[] endpoints = new Endpoint[3];
    for (int i = 0; i < 3; i++) {
      var health = i == gone ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
      endpoints[i] = endpoint(upstreams[i], health, Map.of());
    }

    obeying(on, endpoints);
    await().until(() -> stage.mesh.sidecar.routes().table().find("backend").healthy().size() == 2);
    assertThat(new HashSet<>(answers(10, "x-user: u1"))).hasSize(1).doesNotContain(before);

    obeying(on, upstreams);
    await().until(() -> stage.mesh.sidecar.routes().table().find("backend").healthy().size() == 3);
    assertThat(answers(10, "x-user: u1")).containsOnly(before);
  }

  @Test
  void aChangedPolicyHoldsFromTheNextRequestOn() throws IOException {
    var upstreams = three();
    obeying(null, upstreams);
    assertThat(new HashSet<>(answers(6, "x-user: u1"))).hasSize(3);

    obeying(hashing(Algorithm.RING_HASH, new HashOn("x-user", null, null)), upstreams);
    assertThat(new HashSet<>(answers(6, "x-user: u1"))).hasSize(1);

    obeying(by(Algorithm.ROUND_ROBIN), upstreams);
    assertThat(new HashSet<>(answers(6, "x-user: u1"))).hasSize(3);
  }

  private Endpoint[] zones() throws IOException {
    var endpoints = new ArrayList<Endpoint>();
    for (String zone : List.of("a", "a", "b", "b")) {
      endpoints.add(
          endpoint(stage.answering(zone), HealthStatus.HEALTHY, Map.of("AVAILABILITY_ZONE", zone)));
    }
    return endpoints.toArray(Endpoint[]::new);
  }

  @Test
  void requestsStayInTheirZone() throws IOException {
    restartedIn("a");
    var endpoints = zones();
    obeying(null, endpoints);

    assertThat(answers(20)).containsOnly("a");
    assertThat(stage.mesh.count("mesh_proxy_zone_attempts_total", "zone", "own")).isEqualTo(20);

    obeying(new Balancing(null, null, false, null, null), endpoints);
    assertThat(answers(20)).contains("a", "b");
    assertThat(stage.mesh.count("mesh_proxy_zone_attempts_total")).isEqualTo(20);
  }

  @Test
  void aNewBackendGetsLittleAtFirst() throws IOException {
    var slow = new Balancing(null, null, null, 3600, null);
    var old = stage.answering("old");
    obeying(slow, old);
    obeying(slow, old, stage.answering("new"));

    var answers = answers(100);

    assertThat(answers.stream().filter("new"::equals).count()).isBetween(1L, 25L);
  }

  @Test
  void whenTooFewAreHealthyAllAreAsked() throws IOException {
    Endpoint[] endpoints = {
      endpoint(stage.answering("well")),
      endpoint(stage.answering("ill"), HealthStatus.UNHEALTHY, Map.of()),
      endpoint(stage.answering("ill"), HealthStatus.UNHEALTHY, Map.of())
    };
    obeying(null, endpoints);
    assertThat(answers(10)).containsOnly("well");

    obeying(new Balancing(null, null, null, null, 50), endpoints);

    assertThat(answers(10)).contains("well", "ill");
    assertThat(stage.mesh.count("mesh_proxy_balancing_panics_total")).isEqualTo(10);
  }

  /** As the management page tells, of all endpoints. */
  private int underWay() {
    return stage.mesh.sidecar.page().getJsonArray("routes").stream()
        .flatMap(route -> ((JsonObject) route).getJsonArray("endpoints").stream())
        .mapToInt(endpoint -> ((JsonObject) endpoint).getInteger("underWay"))
        .sum();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whateverEndsAnAttemptItIsUnderWayNoMore() throws IOException {
    var refusing =
        stage.upstream(always(c -> c.write(head("HTTP/1.1 503 No", "Content-Length: 0"))));
    var resetting = stage.upstream(c -> c.readHead());
    var breaking =
        stage.upstream(
            c -> {
              c.readHead();
              c.write(head("HTTP/1.1 200 OK", "Content-Length: 100") + "x");
              c.reset();
            });
    var closed =
        new Endpoint(
            "i-closed", "127.0.0.1", null, null, closedPort(), 0, HealthStatus.HEALTHY, 1, null);
    obeying(
        by(Algorithm.LEAST_REQUEST),
        endpoint(stage.answering("fine")),
        endpoint(refusing),
        endpoint(resetting),
        endpoint(breaking),
        closed);

    for (int i = 0; i < 40; i++) {
      try (var client = new RawClient(stage.mesh.port())) {
        client.send(head(i % 2 == 0 ? "GET / HTTP/1.1" : "POST / HTTP/1.1", "Host: backend"));
        client.end().ends();
      }
    }

    await().untilAsserted(() -> assertThat(underWay()).isZero());
  }

  @Test
  void aClientThatLeavesTakesItsAttemptAlong() throws IOException {
    var released = new CountDownLatch(1);
    var silent = stage.upstream(always(c -> RawUpstream.await(released)));
    var halfway =
        stage.upstream(
            always(
                c -> {
                  c.write(head("HTTP/1.1 200 OK", "Content-Length: 100") + "x");
                  RawUpstream.await(released);
                }));
    obeying(by(Algorithm.LEAST_REQUEST), silent, halfway);
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clients.add(stage.client().send(Stage.GET));
      int begun = i + 1;
      await().untilAsserted(() -> assertThat(underWay()).isEqualTo(begun));
    }
    assertThat(silent.heads).hasSize(5);

    for (var client : clients) {
      client.reset();
    }

    await().untilAsserted(() -> assertThat(underWay()).isZero());
    released.countDown();
  }
}
