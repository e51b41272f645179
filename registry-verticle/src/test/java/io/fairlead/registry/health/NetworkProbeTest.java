package io.fairlead.registry.health;

import static io.fairlead.registry.health.Targets.http;
import static io.fairlead.registry.health.Targets.https;
import static io.fairlead.registry.health.Targets.settings;
import static io.fairlead.registry.health.Targets.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.registry.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks against real sockets that answer well, badly, slowly or not at all. */
class NetworkProbeTest {
  private static final String QUICK_CONNECT = "--connectTimeout=300ms";
  private static final String QUICK_ANSWER = "--answerTimeout=500ms";
  private static final String HOST = "127.0.0.1";

  /**
   * From TEST-NET-1, RFC 5737: nobody answers there, or the network says that it is unreachable.
   */
  private static final String NOWHERE = "192.0.2.1";

  private final Vertx vertx = Vertx.vertx();
  private NetworkProbe probe = new NetworkProbe(vertx, settings(QUICK_CONNECT, QUICK_ANSWER));

  @AfterEach
  void close() {
    Wait.of(probe.close());
    Wait.of(vertx.close());
  }

  private CheckResult check(HealthTarget target) {
    return Wait.of(probe.check(target));
  }

  private HttpServer serve(HttpServerOptions options, Consumer<HttpServerRequest> handler) {
    return Wait.of(vertx.createHttpServer(options).requestHandler(handler::accept).listen(0, HOST));
  }

  private int serve(Consumer<HttpServerRequest> handler) {
    return serve(new HttpServerOptions(), handler).actualPort();
  }

  private NetServer accept(Consumer<NetSocket> handler) {
    return accept(new NetServerOptions(), handler);
  }

  private NetServer accept(NetServerOptions options, Consumer<NetSocket> handler) {
    return Wait.of(vertx.createNetServer(options).connectHandler(handler::accept).listen(0, HOST));
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, HEALTHY",
    "204, HEALTHY",
    "301, HEALTHY",
    "304, HEALTHY",
    "399, HEALTHY",
    "400, STATUS",
    "404, STATUS",
    "500, STATUS",
    "503, STATUS"
  })
  void theStatusDecides(int status, CheckResult expected) {
    int port = serve(r -> r.response().setStatusCode(status).end());
    assertThat(check(http(port, "/"))).isEqualTo(expected);
  }

  @Test
  void thePathIsAskedForWithTheAddressAsHost() {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    int port =
        serve(
            r -> {
              asked.add(r.method() + " " + r.uri() + " " + r.getHeader("Host"));
              r.response().end();
            });
    check(http(port, "/ready?deep=1"));
    check(http(port, "ready"));
    assertThat(asked)
        .containsExactly("GET /ready?deep=1 127.0.0.1:" + port, "GET /ready 127.0.0.1:" + port);
  }

  @Test
  void anIpv6AddressIsCheckedToo() {
    Queue<String> hosts = new ConcurrentLinkedQueue<>();
    var server =
        Wait.of(
            vertx
                .createHttpServer()
                .requestHandler(
                    r -> {
                      hosts.add(r.getHeader("Host"));
                      r.response().end();
                    })
                .listen(0, "::1"));
    int port = server.actualPort();
    assertThat(check(Targets.target(HealthCheckConfig.Type.HTTP, "::1", port, "/")))
        .isEqualTo(CheckResult.HEALTHY);
    assertThat(hosts).containsExactly("[::1]:" + port);
  }

  @Test
  void aRedirectIsNotFollowed() {
    var asked = new AtomicInteger();
    int port =
        serve(
            r -> {
              asked.incrementAndGet();
              r.response().setStatusCode(302).putHeader("Location", "/elsewhere").end();
            });
    assertThat(check(http(port, "/"))).isEqualTo(CheckResult.HEALTHY);
    assertThat(asked).hasValue(1);
  }

  @Test
  void everyCheckHasAConnectionOfItsOwnThatIsClosed() {
    var opened = new AtomicInteger();
    var closed = new AtomicInteger();
    var server = vertx.createHttpServer().requestHandler(r -> r.response().end());
    server.connectionHandler(
        c -> {
          opened.incrementAndGet();
          c.closeHandler(v -> closed.incrementAndGet());
        });
    int port = Wait.of(server.listen(0, HOST)).actualPort();
    for (int i = 0; i < 3; i++) {
      assertThat(check(http(port, "/"))).isEqualTo(CheckResult.HEALTHY);
    }
    assertThat(opened).hasValue(3);
    await().untilAsserted(() -> assertThat(closed).hasValue(3));
  }

  @Test
  void anAnswerThatDoesNotComeInTimeFails() {
    var closed = new AtomicInteger();
    int port = serve(r -> r.connection().closeHandler(v -> closed.incrementAndGet()));
    assertThat(check(http(port, "/"))).isEqualTo(CheckResult.TIMEOUT);
    await().untilAsserted(() -> assertThat(closed).as("closed").hasValue(1));
  }

  @Test
  void aHeadThatComesByDripsFails() {
    var server =
        accept(
            socket -> {
              long drip = vertx.setPeriodic(50, t -> socket.write("X-Drip: 1\r\n"));
              socket.write("HTTP/1.1 200 OK\r\n");
              socket.closeHandler(v -> vertx.cancelTimer(drip));
            });
    assertThat(check(http(server.actualPort(), "/"))).isEqualTo(CheckResult.TIMEOUT);
  }

  @Test
  void aHeadWithoutEndFailsBeforeItFillsTheMemory() {
    var written = new AtomicLong();
    var server =
        accept(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\n");
              pour(socket, Buffer.buffer("X-Much: " + "x".repeat(1_000) + "\r\n"), written);
            });
    assertThat(check(http(server.actualPort(), "/")).isHealthy()).isFalse();
  }

  @Test
  void aBodyWithoutEndIsNotRead() {
    var written = new AtomicLong();
    var closed = new AtomicInteger();
    var server =
        accept(
            socket -> {
              socket.closeHandler(v -> closed.incrementAndGet());
              socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              pour(socket, Buffer.buffer("2710\r\n" + "x".repeat(10_000) + "\r\n"), written);
            });
    assertThat(check(http(server.actualPort(), "/"))).isEqualTo(CheckResult.HEALTHY);
    await().untilAsserted(() -> assertThat(closed).as("closed").hasValue(1));
    assertThat(written.get()).as("bytes that fit on the way").isLessThan(32L << 20);
  }

  /** Writes for as long as somebody reads. */
  private static void pour(NetSocket socket, Buffer drop, AtomicLong written) {
    socket
        .write(drop)
        .onSuccess(
            v -> {
              written.addAndGet(drop.length());
              pour(socket, drop, written);
            });
  }

  @Test
  void whatIsNotHttpFails() {
    var server = accept(socket -> socket.write("220 mail.example ESMTP\r\n\r\n"));
    assertThat(check(http(server.actualPort(), "/")).isHealthy()).isFalse();
  }

  @Test
  void aPortThatNobodyListensOnIsRefused() throws IOException {
    assertThat(check(http(closedPort(), "/"))).isEqualTo(CheckResult.REFUSED);
    assertThat(check(https(closedPort()))).isEqualTo(CheckResult.REFUSED);
    assertThat(check(tcp(closedPort()))).isEqualTo(CheckResult.REFUSED);
  }

  @Test
  void aConnectionThatEndsBeforeTheAnswerIsReset() {
    var closing = accept(NetSocket::close);
    assertThat(check(http(closing.actualPort(), "/"))).isEqualTo(CheckResult.RESET);
    // Without lingering a close sends a reset instead of an end.
    var reset = accept(new NetServerOptions().setSoLinger(0), s -> s.handler(asked -> s.close()));
    assertThat(check(http(reset.actualPort(), "/"))).isEqualTo(CheckResult.RESET);
  }

  @Test
  void anAddressThatNobodyHasFails() {
    probe =
        new NetworkProbe(vertx, settings(QUICK_CONNECT, QUICK_ANSWER, "--tcpConnectTimeout=300ms"));
    for (var type : HealthCheckConfig.Type.values()) {
      assertThat(check(Targets.target(type, NOWHERE, 9, "/")).isHealthy()).isFalse();
    }
  }

  @Test
  void aConnectionIsEnoughForTcp() {
    var closed = new AtomicInteger();
    var server = accept(socket -> socket.closeHandler(v -> closed.incrementAndGet()));
    assertThat(check(tcp(server.actualPort()))).isEqualTo(CheckResult.HEALTHY);
    await().untilAsserted(() -> assertThat(closed).as("closed").hasValue(1));
  }

  private int serveTls() {
    var certificate = SelfSignedCertificate.create("elsewhere.example");
    return serve(
            new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()),
            r -> r.response().end())
        .actualPort();
  }

  @Test
  void aCertificateIsNotLookedAt() {
    assertThat(check(https(serveTls()))).isEqualTo(CheckResult.HEALTHY);
  }

  @Test
  void aCertificateIsVerifiedWhenTheSettingsSaySo() {
    probe = new NetworkProbe(vertx, settings(QUICK_ANSWER, "--verifyCertificates=true"));
    assertThat(check(https(serveTls()))).isEqualTo(CheckResult.TLS);
  }

  @Test
  void httpsAgainstAServerThatSpeaksNoTlsFails() {
    int plain = serve(r -> r.response().end());
    assertThat(check(https(plain))).isEqualTo(CheckResult.TLS);
    var silent = accept(socket -> {});
    assertThat(check(https(silent.actualPort()))).isEqualTo(CheckResult.TIMEOUT);
  }

  @Test
  void aPathThatCannotBeAskedForFails() {
    int port = serve(r -> r.response().end());
    assertThat(check(http(port, "/a b\r\nHost: x"))).isEqualTo(CheckResult.FAILED);
  }
}
