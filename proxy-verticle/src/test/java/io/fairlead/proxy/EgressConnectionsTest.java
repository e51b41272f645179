package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How long connections of the egress listener last, and how many there are. */
class EgressConnectionsTest {
  @AutoClose private final Stage stage = Stage.inDemo();

  /** Answers one request, then tells when the connection ends without another. */
  private static RawUpstream.Script answeringUntil(CountDownLatch closed) {
    return once(
        c -> {
          c.write(ok(""));
          if (c.readHead() == null) {
            closed.countDown();
          }
        });
  }

  @Test
  void connectionsAreReusedMostRecentFirst() throws IOException {
    var backend = stage.answering("x");
    stage.backends(backend);

    for (int i = 0; i < 10; i++) {
      stage.get();
    }

    assertThat(backend.connections).hasValue(1);
  }

  @Test
  void idleConnectionsAreClosed() throws IOException {
    var closed = new CountDownLatch(1);
    try (var idle = Stage.with("--limits.eventLoops=1", "--pool.idleTimeout=100ms")) {
      idle.backend(answeringUntil(closed));
      idle.get();

      await().until(() -> closed.getCount() == 0);
    }
  }

  @Test
  void connectionsOfEndpointsThatAreGoneAreClosed() throws IOException {
    var closed = new CountDownLatch(1);
    var other = stage.answering("other");
    stage.backend(answeringUntil(closed));
    stage.get();
    stage.backends(other);

    await().atMost(Duration.ofSeconds(3)).until(() -> closed.getCount() == 0);
  }

  @Test
  void aClientThatLeavesCancelsTheUpstream() throws Exception {
    var arrived = new CountDownLatch(1);
    var left = new CountDownLatch(1);
    var backend =
        stage.backend(
            once(
                c -> {
                  arrived.countDown();
                  try {
                    if (c.read() < 0) {
                      left.countDown();
                    }
                  } catch (IOException reset) {
                    left.countDown();
                  }
                }));
    var client = stage.client().send(Stage.GET);
    assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
    client.reset();

    assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(stage.mesh.count("mesh_proxy_requests_total", "code", "4xx"))
                    .isEqualTo(1));
    assertThat(backend.connections).as("a cancelled request is not repeated").hasValue(1);
  }

  @Test
  void whatIsTooMuchIsShedAndNothingElse() throws Exception {
    var arrived = new CountDownLatch(2);
    var mayAnswer = new CountDownLatch(1);
    try (var small = Stage.with("--limits.requestsMax=2", "--limits.eventLoops=1")) {
      small.backend(
          always(
              c -> {
                arrived.countDown();
                RawUpstream.await(mayAnswer);
                c.write(ok("late"));
              }));
      var one = small.client().send(Stage.GET);
      var two = small.client().send(Stage.GET);
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();

      var shed = small.get();
      mayAnswer.countDown();

      assertThat(shed.status()).isEqualTo(503);
      assertThat(shed.header("x-fairlead-failure")).isEqualTo("Shed");
      assertThat(one.answer().body()).isEqualTo("late");
      assertThat(two.answer().body()).isEqualTo("late");
      await().until(() -> small.get().status() == 200);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws IOException {
    try (var small = Stage.with("--limits.connectionsMax=1", "--limits.eventLoops=1")) {
      var held = small.client();
      held.send(head("GET / HTTP/1.1", "Host: nobody")).answer();

      assertThat(small.client().ending()).isIn("closed", "reset");
      assertThat(held.send(head("GET / HTTP/1.1", "Host: nobody")).answer().status())
          .isEqualTo(404);
    }
  }
}
