package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a service's own circuit breaking changes; each of these fails when it is ignored. */
class CircuitPolicyOverSocketsTest {
  private final CountDownLatch answers = new CountDownLatch(1);
  @AutoClose private final Stage stage = Stage.inDemo();

  /** Answers when {@link #answers} allows it. */
  private RawUpstream slow() throws IOException {
    return stage.upstream(
        always(
            c -> {
              RawUpstream.await(answers);
              c.write(ok("good"));
            }));
  }

  private double requests() {
    return stage.mesh.meters.get("mesh_proxy_requests_under_way").gauge().value();
  }

  private double refused(String limit) {
    return stage.mesh.count("mesh_proxy_circuit_refused_total", "limit", limit);
  }

  /** Clients whose requests are under way, at these upstreams as far as they let them. */
  private List<RawClient> underWay(int count, RawUpstream... upstreams) throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(stage.client().send(Stage.GET));
    }
    await().until(() -> arrived(upstreams) == count);
    return clients;
  }

  private static int arrived(RawUpstream... upstreams) {
    int sum = 0;
    for (var upstream : upstreams) {
      sum += upstream.heads.size();
    }
    return sum;
  }

  @Test
  void oneRequestTooManyIsRefusedAtOnce() throws IOException {
    var slow = slow();
    var other = slow();
    stage.backends(slow, other);
    stage.policy("{'circuitBreaking':{'requestsMax':2}}");
    var clients = underWay(2, slow, other);

    var answer = stage.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("Overflow");
    assertThat(answer.header("x-fairlead-never-sent")).isEqualTo("true");
    assertThat(refused("requests")).isEqualTo(1);
    answers.countDown();
    for (var client : clients) {
      assertThat(client.answer().body()).isEqualTo("good");
    }
    await().until(() -> stage.get().status() == 200);
    assertThat(stage.mesh.count("mesh_proxy_ejections_total")).isZero();
  }

  @Test
  void requestsWaitForAConnectionAndNoMoreThanMay() throws IOException {
    var slow = slow();
    stage.backends(slow);
    stage.policy("{'circuitBreaking':{'connectionsMax':1,'pendingMax':2}}");
    underWay(1, slow);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(stage.client().send(Stage.GET));
    }
    // Whoever is refused is refused for those that wait.
    await().until(() -> requests() == 3);

    var answer = stage.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("Overflow");
    assertThat(refused("pending")).isEqualTo(1);
    answers.countDown();
    for (var client : waiting) {
      assertThat(client.answer().body()).isEqualTo("good");
    }
    assertThat(slow.connections).hasValue(1);
    assertThat(stage.mesh.count("mesh_proxy_retries_total")).isZero();
  }

  @Test
  void whoeverWaitsIsServedThoughTheConnectionCloses() throws IOException {
    var backend =
        stage.upstream(
            c -> {
              c.readHead();
              RawUpstream.await(answers);
              c.write(head("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 0"));
            });
    stage.backends(backend);
    stage.policy("{'circuitBreaking':{'connectionsMax':1}}");
    var first = underWay(1, backend).get(0);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(stage.client().send(Stage.GET));
    }
    await().until(() -> requests() == 4);
    assertThat(backend.connections).hasValue(1);

    answers.countDown();

    assertThat(first.answer().status()).isEqualTo(200);
    for (var client : waiting) {
      assertThat(client.answer().status()).isEqualTo(200);
    }
    assertThat(backend.connections).hasValue(4);
  }

  @Test
  void whoeverGaveUpWaitingTakesNoPlace() throws IOException {
    var slow = slow();
    stage.backends(slow);
    stage.policy("{'circuitBreaking':{'connectionsMax':1,'pendingMax':1}}");
    underWay(1, slow);
    try (var impatient = new RawClient(stage.mesh.port())) {
      impatient.send(Stage.GET);
      await().until(() -> requests() == 2);
      impatient.reset();
    }
    await().until(() -> requests() == 1);
    var patient = stage.client().send(Stage.GET);
    await().until(() -> requests() == 2);

    answers.countDown();

    assertThat(patient.answer().body()).isEqualTo("good");
    assertThat(slow.connections).hasValue(1);
    assertThat(refused("pending")).isZero();
  }

  @Test
  void oneRetryTooManyIsNotMade() throws IOException {
    var bad =
        stage.backend(
            always(c -> c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"))));
    stage.policy("{'circuitBreaking':{'retriesMax':0}}");

    assertThat(stage.get().header("x-fairlead-failure")).as("its own answer").isNull();
    assertThat(bad.heads).hasSize(1);
    assertThat(refused("retries")).isEqualTo(1);
  }

  @Test
  void anAdaptiveLimitRefuses() throws IOException {
    var slow = slow();
    stage.backends(slow);
    stage.policy("{'circuitBreaking':{'adaptive':true}}");
    underWay(20, slow);

    assertThat(stage.get().header("x-fairlead-failure")).isEqualTo("Overflow");
    answers.countDown();
  }
}
