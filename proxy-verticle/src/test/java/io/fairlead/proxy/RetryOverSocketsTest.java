package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a client gets when upstreams misbehave: an answer, as long as anybody can give one. */
class RetryOverSocketsTest {
  /** Answers one request, then resets the connection when the next one arrives on it. */
  private static final RawUpstream.Script LIAR_ABOUT_KEEP_ALIVE =
      once(
          c -> {
            c.write(ok("good"));
            c.readHead();
            c.reset();
          });

  private final AtomicInteger requests = new AtomicInteger();
  @AutoClose private final Stage stage = Stage.inDemo();

  /** A port that refuses connections. */
  private static int refusing() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Answers every request with this status and body. */
  private static RawUpstream.Script failingWith(String status, String body) {
    return always(
        c -> c.write(head("HTTP/1.1 " + status, "Content-Length: " + body.length()) + body));
  }

  /** Answers every request with the bytes of its body, which are this many. */
  private static RawUpstream.Script echoing(int size) {
    return always(c -> c.write(ok(c.readBytes(size))));
  }

  /** Resets the connection when it has read the head and so much of the body. */
  private RawUpstream.Script resettingAfter(int size) {
    return once(
        c -> {
          c.readBytes(size);
          requests.incrementAndGet();
          c.reset();
        });
  }

  private RawClient.Answer post() throws IOException {
    return stage.answerTo(head("POST / HTTP/1.1", "Host: backend", "Content-Length: 2") + "ab");
  }

  private void assertThatGetsAreGood(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      assertThat(stage.get().body()).isEqualTo("good");
    }
  }

  private double retries() {
    return stage.mesh.count("mesh_proxy_retries_total");
  }

  private double ejections() {
    return stage.mesh.count("mesh_proxy_ejections_total");
  }

  @Test
  void anEndpointThatRefusesIsPassedOver() throws IOException {
    var good = stage.answering("good");
    stage.mesh.service("backend", refusing(), good.port());

    assertThatGetsAreGood(4);
    assertThat(retries()).isPositive();
  }

  @Test
  void aPostThatWasNeverSentGoesElsewhere() throws IOException {
    var good = stage.upstream(echoing(2));
    stage.mesh.service("backend", refusing(), good.port());

    for (int i = 0; i < 4; i++) {
      assertThat(post().body()).isEqualTo("ab");
    }
  }

  @Test
  void aPostThatWasSentIsNeverSentAgain() throws IOException {
    var bad = stage.upstream(resettingAfter(0));
    var worse =
        stage.upstream(
            once(
                c -> {
                  requests.incrementAndGet();
                  c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"));
                }));
    stage.backends(bad, worse);

    var statuses = new int[] {post().status(), post().status()};

    assertThat(statuses).containsExactlyInAnyOrder(502, 503);
    assertThat(requests).hasValue(2);
    assertThat(retries()).isZero();
  }

  @Test
  void aPostThatASidecarCouldNotDeliverGoesElsewhere() throws IOException {
    var helpless =
        stage.upstream(
            once(
                c -> {
                  c.readBytes(2);
                  c.write(
                      head(
                          "HTTP/1.1 502 Bad Gateway",
                          "x-fairlead-failure: ConnectFailed",
                          "x-fairlead-never-sent: true",
                          "Content-Length: 0"));
                }));
    stage.backendsBehindSidecars(helpless, stage.answering("good"));

    assertThat(post().body()).isEqualTo("good");
    assertThat(post().body()).isEqualTo("good");
  }

  @Test
  void onlyASidecarIsBelievedThatItDidNotDeliver() throws IOException {
    stage.backend(
        once(
            c -> {
              requests.incrementAndGet();
              c.write(
                  head(
                      "HTTP/1.1 503 Service Unavailable",
                      "x-fairlead-never-sent: true",
                      "Content-Length: 0"));
            }));

    assertThat(post().status()).isEqualTo(503);
    assertThat(requests).hasValue(1);
  }

  @Test
  void anIdempotentRequestSurvivesAReset() throws IOException {
    stage.backends(stage.upstream(resettingAfter(0)), stage.answering("good"));

    assertThatGetsAreGood(4);
  }

  @Test
  void aBodyIsReplayedToTheNextEndpoint() throws IOException {
    stage.backends(stage.upstream(resettingAfter(5)), stage.upstream(echoing(5)));

    for (int i = 0; i < 2; i++) {
      try (var client = new RawClient(stage.mesh.port())) {
        client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: 5") + "he");
        client.send("llo");
        assertThat(client.answer().body()).isEqualTo("hello");
      }
    }
  }

  @Test
  void aBodyTooLargeToBeKeptIsNotRetriedOnceSent() throws IOException {
    int size = 200_000;
    stage.backends(stage.upstream(resettingAfter(size)), stage.upstream(resettingAfter(size)));
    var client = stage.client();

    client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: " + size));
    client.send("x".repeat(size));

    assertThat(client.answer().status()).isEqualTo(502);
    assertThat(requests).hasValue(1);
  }

  @Test
  void aGatewayFailureIsTriedElsewhereAndA500IsNot() throws IOException {
    var overloaded = stage.upstream(failingWith("503 Service Unavailable", "not"));
    var broken = stage.upstream(failingWith("500 Internal Server Error", ""));
    stage.backends(overloaded, stage.answering("good"));
    assertThatGetsAreGood(2);

    stage.mesh.service("broken", broken.port());
    assertThat(stage.mesh.get("broken", "/").status()).isEqualTo(500);
    assertThat(broken.heads).hasSize(1);
  }

  @Test
  void theLastAnswerIsGivenWhenAllAttemptsFail() throws IOException {
    var overloaded = stage.backend(failingWith("503 Service Unavailable", "not"));

    var answer = stage.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("not");
    assertThat(overloaded.heads).as("one attempt and two retries").hasSize(3);
    for (int i = 0; i < 9; i++) {
      stage.get();
    }
    assertThat(overloaded.heads).hasSize(30);
    assertThat(overloaded.connections.get())
        .as("answers that are not wanted are read, and their connections used again")
        .isLessThan(10);
  }

  @Test
  void aHungEndpointCostsOneTimeout() throws IOException {
    var hung = stage.upstream(once(c -> c.read()));
    stage.backends(new TimeoutConfiguration(null, 1), hung, stage.answering("good"));

    assertThatGetsAreGood(2);
  }

  @Test
  void aConnectionThatWasClosedWhileIdleHarmsNobody() throws IOException {
    stage.backend(LIAR_ABOUT_KEEP_ALIVE);

    assertThatGetsAreGood(30);

    assertThat(retries()).as("paid from the budget").isZero();
    assertThat(ejections()).isZero();
  }

  @Test
  void aPostMeetsAConnectionThatWasClosedWhileIdle() throws IOException {
    stage.backend(LIAR_ABOUT_KEEP_ALIVE);
    assertThatGetsAreGood(1);

    var answer = post();

    assertThat(answer.status()).as("nobody knows whether it was read").isEqualTo(502);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("UpstreamReset");
  }

  @Test
  void anEndpointThatKeepsFailingIsLeftAlone() throws IOException {
    var bad = stage.upstream(failingWith("502 Bad Gateway", ""));
    stage.backends(bad, stage.answering("good"));

    for (int i = 0; i < 30; i++) {
      assertThat(stage.get().status()).isEqualTo(200);
    }

    assertThat(bad.heads).hasSize(5);
    assertThat(ejections()).isEqualTo(1);
    assertThat(
            stage
                .mesh
                .meters
                .get("mesh_proxy_endpoints")
                .tags("service", "backend.demo.local", "state", "ejected")
                .gauge()
                .value())
        .isEqualTo(1);
  }

  @Test
  void responsesThatBreakOffEjectTheirEndpoint() throws IOException {
    stage.backend(
        once(
            c -> {
              c.write(head("HTTP/1.1 200 OK", "Content-Length: 10") + "abc");
              c.reset();
            }));
    for (int i = 0; i < 5; i++) {
      try (var client = new RawClient(stage.mesh.port())) {
        client.send(Stage.GET).head();
        while (!client.ending().matches("closed|reset")) {
          // the rest of the body that came
        }
      }
    }

    await().untilAsserted(() -> assertThat(ejections()).isEqualTo(1));
  }

  @Test
  void theBudgetBoundsWhatAnOutageCosts() throws IOException {
    try (var tight = Stage.with("--retry.budgetPerSecond=0", "--limits.eventLoops=1")) {
      var overloaded = tight.backend(failingWith("503 Service Unavailable", ""));

      for (int i = 0; i < 100; i++) {
        tight.get();
      }

      assertThat(overloaded.heads).hasSizeBetween(100, 120);
      assertThat(tight.mesh.count("mesh_proxy_retry_budget_exhausted_total")).isPositive();
    }
  }
}
