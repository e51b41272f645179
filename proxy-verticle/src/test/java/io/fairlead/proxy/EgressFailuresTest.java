package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How a client of the egress listener learns that there is no whole answer for it. */
class EgressFailuresTest {
  private static final String POST = head("POST / HTTP/1.1", "Host: backend", "Content-Length: 0");

  @AutoClose private final Stage stage = Stage.inDemo();

  /** Writes the beginning of an answer, then resets the connection. */
  private static RawUpstream.Script breakingOffAfter(String beginning) {
    return once(
        c -> {
          c.write(beginning);
          c.reset();
        });
  }

  /** Writes this, then nothing more while the connection lasts. */
  private static RawUpstream.Script fallingSilentAfter(String beginning) {
    return once(
        c -> {
          c.write(beginning);
          c.read();
        });
  }

  @Test
  void aResponseThatBreaksOffBreaksTheClientsConnection() throws IOException {
    var backend =
        stage.backend(breakingOffAfter(head("HTTP/1.1 200 OK", "Content-Length: 10") + "abc"));

    var client = stage.client().send(Stage.GET);

    assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
    assertThat(backend.connections).as("the client has seen a head already").hasValue(1);
  }

  @Test
  void aResponseThatBreaksOffResetsHttp10Clients() throws IOException {
    stage.backend(
        breakingOffAfter(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "3\r\nabc\r\n"));

    var client = stage.client().send(head("GET / HTTP/1.0", "Host: backend"));

    assertThatThrownBy(client::answer).hasMessageContaining("reset");
  }

  @Test
  void aSlowUpstreamMeetsTheServicesTimeout() throws IOException {
    var backend = stage.backend(new TimeoutConfiguration(null, 1), once(c -> c.read()));

    long begun = System.nanoTime();
    var answer = stage.answerTo(POST);

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("DeadlineExceeded");
    assertThat(answer.body()).contains("i-" + backend.port()).contains("within 1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void silenceMeetsTheServicesIdleTimeout() throws IOException {
    stage.backend(
        new TimeoutConfiguration(1, 0),
        fallingSilentAfter(head("HTTP/1.1 200 OK", "Content-Length: 10") + "abc"));

    var client = stage.client().send(Stage.GET);

    assertThatThrownBy(client::answer).hasMessageContaining("broke off after 3");
  }

  @Test
  void aClientThatStopsSendingIsToldSo() throws IOException {
    var backend = stage.backend(new TimeoutConfiguration(1, 0), once(c -> c.readBytes(10)));

    var answer =
        stage.answerTo(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: 10") + "abc");

    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(backend.connections).as("nobody else can help").hasValue(1);
  }

  @Test
  void whatIsNotHttpIsAnInvalidResponse() throws IOException {
    stage.backend(fallingSilentAfter("SSH-2.0-OpenSSH_9.2\r\n\r\n"));

    var answer = stage.answerTo(POST);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("InvalidResponse");
  }

  @Test
  void aServiceWithoutEndpointsIsUnavailable() throws IOException {
    stage.mesh.service("backend", 1);
    stage.mesh.service("backend");
    await().until(() -> stage.mesh.sidecar.routes().table().find("backend").endpoints().isEmpty());

    var answer = stage.get();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("NoHealthyEndpoint");
    assertThat(answer.body()).contains("service backend.demo.local has no endpoint");
  }
}
