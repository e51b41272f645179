package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client gets when upstreams misbehave: an answer, as long as anybody can give one. */
class RetryOverSocketsTest {
  private static final String POST =
      head("POST / HTTP/1.1", "Host: backend", "Content-Length: 2") + "ab";

  private Mesh mesh;

  @BeforeEach
  void start() {
    mesh = Mesh.with("--task.namespace=demo.local", "--limits.eventLoops=1");
  }

  @AfterEach
  void stop() {
    mesh.close();
  }

  /** A port that refuses connections. */
  private static int refusing() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private RawClient.Answer post() throws IOException {
    try (var client = new RawClient(mesh.port())) {
      return client.send(POST).answer();
    }
  }

  @Test
  void anEndpointThatRefusesIsPassedOver() throws IOException {
    try (var good = RawUpstream.answering("good")) {
      mesh.service("backend", refusing(), good.port());

      for (int i = 0; i < 4; i++) {
        assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
      }
      assertThat(mesh.count("mesh_proxy_retries_total")).isPositive();
    }
  }

  @Test
  void aPostThatWasNeverSentGoesElsewhere() throws IOException {
    try (var good =
        new RawUpstream(
            c -> {
              while (c.readHead() != null) {
                c.write(ok(c.readBytes(2)));
              }
            })) {
      mesh.service("backend", refusing(), good.port());

      for (int i = 0; i < 4; i++) {
        assertThat(post().body()).isEqualTo("ab");
      }
    }
  }

  @Test
  void aPostThatWasSentIsNeverSentAgain() throws IOException {
    var requests = new AtomicInteger();
    try (var bad =
            new RawUpstream(
                c -> {
                  c.readHead();
                  requests.incrementAndGet();
                  c.reset();
                });
        var worse =
            new RawUpstream(
                c -> {
                  c.readHead();
                  requests.incrementAndGet();
                  c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"));
                })) {
      mesh.service("backend", bad.port(), worse.port());

      var statuses = new int[] {post().status(), post().status()};

      assertThat(statuses).containsExactlyInAnyOrder(502, 503);
      assertThat(requests).hasValue(2);
      assertThat(mesh.count("mesh_proxy_retries_total")).isZero();
    }
  }

  @Test
  void aPostThatASidecarCouldNotDeliverGoesElsewhere() throws IOException {
    try (var helpless =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.readBytes(2);
                  c.write(
                      head(
                          "HTTP/1.1 502 Bad Gateway",
                          "fairlead-failure: ConnectFailed",
                          "fairlead-never-sent: true",
                          "Content-Length: 0"));
                });
        var good = RawUpstream.answering("good")) {
      mesh.registry.serviceBehindSidecars("backend", helpless.port(), good.port());
      mesh.awaitPorts("backend", helpless.port(), good.port());

      assertThat(post().body()).isEqualTo("good");
      assertThat(post().body()).isEqualTo("good");
    }
  }

  @Test
  void onlyASidecarIsBelievedThatItDidNotDeliver() throws IOException {
    var requests = new AtomicInteger();
    try (var lying =
        new RawUpstream(
            c -> {
              c.readHead();
              requests.incrementAndGet();
              c.write(
                  head(
                      "HTTP/1.1 503 Service Unavailable",
                      "fairlead-never-sent: true",
                      "Content-Length: 0"));
            })) {
      mesh.service("backend", lying.port());

      assertThat(post().status()).isEqualTo(503);
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void anIdempotentRequestSurvivesAReset() throws IOException {
    try (var bad =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.reset();
                });
        var good = RawUpstream.answering("good")) {
      mesh.service("backend", bad.port(), good.port());

      for (int i = 0; i < 4; i++) {
        assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
      }
    }
  }

  @Test
  void aBodyIsReplayedToTheNextEndpoint() throws IOException {
    try (var bad =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.readBytes(5);
                  c.reset();
                });
        var good =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(ok(c.readBytes(5)));
                  }
                })) {
      mesh.service("backend", bad.port(), good.port());

      for (int i = 0; i < 2; i++) {
        try (var client = new RawClient(mesh.port())) {
          client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: 5") + "he");
          client.send("llo");
          assertThat(client.answer().body()).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void aBodyTooLargeToBeKeptIsNotRetriedOnceSent() throws IOException {
    int size = 200_000;
    var requests = new AtomicInteger();
    RawUpstream.Script resetting =
        c -> {
          c.readHead();
          c.readBytes(size);
          requests.incrementAndGet();
          c.reset();
        };
    try (var one = new RawUpstream(resetting);
        var two = new RawUpstream(resetting);
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", one.port(), two.port());

      client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: " + size));
      client.send("x".repeat(size));

      assertThat(client.answer().status()).isEqualTo(502);
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void aGatewayFailureIsTriedElsewhereAndA500IsNot() throws IOException {
    try (var overloaded =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 3") + "not");
                  }
                });
        var broken =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(head("HTTP/1.1 500 Internal Server Error", "Content-Length: 0"));
                  }
                });
        var good = RawUpstream.answering("good")) {
      mesh.service("backend", overloaded.port(), good.port());
      assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
      assertThat(mesh.get("backend", "/").body()).isEqualTo("good");

      mesh.service("broken", broken.port());
      assertThat(mesh.get("broken", "/").status()).isEqualTo(500);
      assertThat(broken.heads).hasSize(1);
    }
  }

  @Test
  void theLastAnswerIsGivenWhenAllAttemptsFail() throws IOException {
    try (var overloaded =
        new RawUpstream(
            c -> {
              while (c.readHead() != null) {
                c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 3") + "not");
              }
            })) {
      mesh.service("backend", overloaded.port());

      var answer = mesh.get("backend", "/");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("not");
      assertThat(overloaded.heads).as("one attempt and two retries").hasSize(3);
      for (int i = 0; i < 9; i++) {
        mesh.get("backend", "/");
      }
      assertThat(overloaded.heads).hasSize(30);
      assertThat(overloaded.connections.get())
          .as("answers that are not wanted are read, and their connections used again")
          .isLessThan(10);
    }
  }

  @Test
  void aHungEndpointCostsOneTimeout() throws IOException {
    try (var hung =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.read();
                });
        var good = RawUpstream.answering("good")) {
      mesh.registry.service("backend", new TimeoutConfiguration(null, 1), hung.port(), good.port());
      mesh.awaitPorts("backend", hung.port(), good.port());

      assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
      assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
    }
  }

  @Test
  void aConnectionThatWasClosedWhileIdleHarmsNobody() throws IOException {
    // Each connection serves one request, then is reset when the next one arrives on it.
    try (var keepAliveLiar =
        new RawUpstream(
            c -> {
              c.readHead();
              c.write(ok("good"));
              c.readHead();
              c.reset();
            })) {
      mesh.service("backend", keepAliveLiar.port());

      for (int i = 0; i < 30; i++) {
        assertThat(mesh.get("backend", "/").body()).isEqualTo("good");
      }

      assertThat(mesh.count("mesh_proxy_retries_total")).as("paid from the budget").isZero();
      assertThat(mesh.count("mesh_proxy_ejections_total")).isZero();
    }
  }

  @Test
  void aPostMeetsAConnectionThatWasClosedWhileIdle() throws IOException {
    try (var backend =
        new RawUpstream(
            c -> {
              c.readHead();
              c.write(ok("good"));
              c.readHead();
              c.reset();
            })) {
      mesh.service("backend", backend.port());
      assertThat(mesh.get("backend", "/").body()).isEqualTo("good");

      var answer = post();

      assertThat(answer.status()).as("nobody knows whether it was read").isEqualTo(502);
      assertThat(answer.header("fairlead-failure")).isEqualTo("UpstreamReset");
    }
  }

  @Test
  void anEndpointThatKeepsFailingIsLeftAlone() throws IOException {
    try (var bad =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(head("HTTP/1.1 502 Bad Gateway", "Content-Length: 0"));
                  }
                });
        var good = RawUpstream.answering("good")) {
      mesh.service("backend", bad.port(), good.port());

      for (int i = 0; i < 30; i++) {
        assertThat(mesh.get("backend", "/").status()).isEqualTo(200);
      }

      assertThat(bad.heads).hasSize(5);
      assertThat(mesh.count("mesh_proxy_ejections_total")).isEqualTo(1);
      assertThat(
              mesh.meters
                  .get("mesh_proxy_endpoints")
                  .tags("service", "backend.demo.local", "state", "ejected")
                  .gauge()
                  .value())
          .isEqualTo(1);
    }
  }

  @Test
  void responsesThatBreakOffEjectTheirEndpoint() throws IOException {
    try (var bad =
        new RawUpstream(
            c -> {
              c.readHead();
              c.write(head("HTTP/1.1 200 OK", "Content-Length: 10") + "abc");
              c.reset();
            })) {
      mesh.service("backend", bad.port());
      for (int i = 0; i < 5; i++) {
        try (var client = new RawClient(mesh.port())) {
          client.send(head("GET / HTTP/1.1", "Host: backend"));
          client.head();
          while (!client.ending().matches("closed|reset")) {
            // the rest of the body that came
          }
        }
      }

      await()
          .untilAsserted(() -> assertThat(mesh.count("mesh_proxy_ejections_total")).isEqualTo(1));
    }
  }

  @Test
  void theBudgetBoundsWhatAnOutageCosts() throws IOException {
    try (var tight = Mesh.with("--retry.budgetPerSecond=0", "--limits.eventLoops=1");
        var overloaded =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write(head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0"));
                  }
                })) {
      tight.service("backend", overloaded.port());

      for (int i = 0; i < 100; i++) {
        tight.get("backend", "/");
      }

      assertThat(overloaded.heads).hasSizeBetween(100, 120);
      assertThat(tight.count("mesh_proxy_retry_budget_exhausted_total")).isPositive();
    }
  }
}
