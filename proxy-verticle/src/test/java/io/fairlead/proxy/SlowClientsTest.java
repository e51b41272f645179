package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Clients that take their time lose their connection, and nothing else does. */
class SlowClientsTest {
  @AutoClose
  private final Stage stage =
      Stage.with(
          "--limits.eventLoops=1",
          "--limits.headTimeout=100ms",
          "--limits.bodyTimeout=300ms",
          "--limits.idleTimeout=2s");

  @Test
  void aHeadThatNeverEndsIsAnsweredAndClosed() throws IOException {
    var client = stage.client().send("GET / HTTP/1.1\r\nHost: back");

    var answer = client.answer();
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("RequestTimeout");
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws IOException {
    assertThat(stage.client().ending()).isEqualTo("closed");
  }

  @Test
  void aBodyThatStopsIsAnsweredAndItsEndpointLeft() throws Exception {
    var left = new CountDownLatch(1);
    stage.backend(
        once(
            c -> {
              c.readBytes(3);
              if (c.read() < 0) {
                left.countDown();
              }
            }));

    var client =
        stage.client().send(head("POST / HTTP/1.1", "Host: backend", "Content-Length: 9") + "abc");

    assertThat(client.answer().status()).isEqualTo(408);
    assertThat(client.ending()).isEqualTo("closed");
    assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aReaderThatIsStuckIsClosed() throws IOException {
    String large = "x".repeat(30_000_000);
    stage.backend(once(c -> c.write(ok(large))));
    var client = stage.client().send(Stage.GET);
    client.head();

    org.awaitility.Awaitility.await()
        .until(
            () -> stage.mesh.meters.find("mesh_proxy_upstream_connections").gauge().value() == 0);
    assertThatThrownBy(() -> client.read(large.length())).isInstanceOf(IOException.class);
  }
}
