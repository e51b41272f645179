package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.await;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The way in from outside, over TLS. */
class GatewayTlsTest {
  private static TestCertificate local;
  private static TestCertificate shop;
  private static TestCertificate wild;
  private static TestCertificate renewed;

  @RegisterExtension final Players players = new Players();
  @TempDir Path folder;
  private Mesh mesh;

  @BeforeAll
  static void certificates(@TempDir Path made) throws Exception {
    local = TestCertificate.of(made, "localhost");
    renewed = TestCertificate.of("RSA", made, "localhost");
    shop = TestCertificate.of(made, "shop.example.com");
    wild = TestCertificate.of(made, "*.example.com");
  }

  private void start(String... flags) throws Exception {
    String certificates =
        String.join(
            ",", local.in(folder, "local"), shop.in(folder, "shop"), wild.in(folder, "wild"));
    String listener =
        "{\"port\":0,\"requestBytesMax\":100000,\"certificates\":["
            + certificates
            + "],\"routes\":[{\"service\":\"web.demo.local\"},"
            + "{\"service\":\"api.demo.local\",\"path\":\"/api\"}]}";
    mesh =
        players.mesh(
            true,
            Stream.concat(
                    Stream.of(
                        "--gateway.listeners=[" + listener + "]",
                        "--gateway.certificateInterval=20ms"),
                    Arrays.stream(flags))
                .toArray(String[]::new));
  }

  private RawUpstream service(String name, RawUpstream.Script script) throws IOException {
    var upstream = players.server(script);
    mesh.service(name, upstream.port());
    return upstream;
  }

  private RawUpstream answering(String name) throws IOException {
    return service(name, always(c -> c.write(ok(name))));
  }

  private int port() {
    return mesh.sidecar.gatewayPort(0);
  }

  private SSLSocket tls(SSLContext context, String host, String... protocols) throws IOException {
    var plain = new Socket(InetAddress.getLoopbackAddress(), port());
    var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port(), true);
    players.kept(socket);
    var parameters = socket.getSSLParameters();
    if (host != null) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static SSLContext everybody() throws Exception {
    return TestCertificate.trusting(local, shop, wild, renewed);
  }

  private Certificate servedTo(String host) throws Exception {
    try (var socket = tls(everybody(), host)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static HttpClient browser(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder().version(version).sslContext(everybody()).build();
  }

  private HttpResponse<String> get(HttpClient client, String path) throws Exception {
    var uri = URI.create("https://localhost:" + port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).header("x-forwarded-for", "10.9.9.9").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void http2IsSpokenWithThoseThatCan() throws Exception {
    start();
    var web = answering("web");
    answering("api");
    var client = browser(HttpClient.Version.HTTP_2);

    var answer = get(client, "/");

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.body()).isEqualTo("web");
    assertThat(get(client, "/api/x").body()).isEqualTo("api");
    assertThat(web.heads.get(0).toLowerCase(Locale.ROOT))
        .contains("x-forwarded-proto: https\r\n", "x-forwarded-for: 127.0.0.1\r\n");
  }

  @Test
  void http1IsSpokenWithTheOthers() throws Exception {
    start("--headers.forwarded=both");
    var web = answering("web");

    var answer = get(browser(HttpClient.Version.HTTP_1_1), "/");

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.body()).isEqualTo("web");
    assertThat(web.heads.get(0).toLowerCase(Locale.ROOT))
        .contains("x-forwarded-proto: https\r\n", "forwarded: for=127.0.0.1;proto=https;")
        .contains("x-forwarded-for: 127.0.0.1\r\n");
  }

  @Test
  void theNameThatIsAskedForPicksTheCertificate() throws Exception {
    start();

    assertThat(servedTo("shop.example.com")).isEqualTo(shop.certificate);
    assertThat(servedTo("other.example.com")).isEqualTo(wild.certificate);
    assertThat(servedTo("a.other.example.com")).isEqualTo(local.certificate);
    assertThat(servedTo("elsewhere.org")).isEqualTo(local.certificate);
  }

  @Test
  void bothPresentVersionsAreSpokenAndNoOther() throws Exception {
    start();
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      try (var socket = tls(everybody(), "localhost", version)) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      }
    }
    await().until(() -> mesh.count("mesh_proxy_gateway_handshakes_total", "outcome", "ok") == 2);
  }

  @Test
  void aSecondHandshakeOnAConnectionIsRefused() throws Exception {
    start();
    answering("web");
    var socket = tls(everybody(), "localhost", "TLSv1.2");
    socket.startHandshake();
    var client = players.kept(new RawClient(socket));
    assertThat(client.send(head("GET / HTTP/1.1", "Host: x")).answer().body()).isEqualTo("web");

    assertThatThrownBy(
            () -> {
              socket.startHandshake();
              client.send(head("GET / HTTP/1.1", "Host: x")).answer();
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRenewedCertificateIsTakenOverWithoutAFailedRequest() throws Exception {
    start();
    answering("web");
    var failed = new AtomicInteger();
    var served = new AtomicInteger();
    var over = new AtomicBoolean();
    var load =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  var answer = get(browser(HttpClient.Version.HTTP_2), "/");
                  (answer.statusCode() == 200 ? served : failed).incrementAndGet();
                } catch (Exception e) {
                  failed.incrementAndGet();
                }
              }
            });
    load.start();
    var kept = browser(HttpClient.Version.HTTP_2);
    get(kept, "/");

    await().until(() -> served.get() >= 3);
    renewed.in(folder, "local");
    await().until(() -> servedTo("localhost").equals(renewed.certificate));
    int before = served.get();
    await().until(() -> served.get() >= before + 3);
    over.set(true);
    load.join();

    assertThat(failed).hasValue(0);
    assertThat(get(kept, "/").body()).isEqualTo("web");
    assertThat(mesh.count("mesh_proxy_gateway_reloads_total", "outcome", "ok"))
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void aBrokenFileLeavesTheCertificateBeforeIt() throws Exception {
    start();

    Files.writeString(folder.resolve("local.key"), shop.keyPem());
    await().until(() -> mesh.count("mesh_proxy_gateway_reloads_total", "outcome", "failed") == 1);
    assertThat(servedTo("localhost")).isEqualTo(local.certificate);
    Files.delete(folder.resolve("local.pem"));
    await().until(() -> mesh.count("mesh_proxy_gateway_reloads_total", "outcome", "failed") == 2);
    assertThat(servedTo("localhost")).isEqualTo(local.certificate);
    renewed.in(folder, "local");
    await().until(() -> servedTo("localhost").equals(renewed.certificate));
  }

  @Test
  void theEndOfEachCertificateIsMeasured() throws Exception {
    start();

    assertThat(
            mesh.meters
                .get("mesh_proxy_gateway_certificate_expiry_seconds")
                .tag("certificate", folder.resolve("shop.pem").toString())
                .gauge()
                .value())
        .isBetween(29 * 86400.0, 30 * 86400.0);
  }

  @Test
  void aClientThatSaysNothingIsCut() throws Exception {
    start("--gateway.handshakeTimeout=50ms");
    var silent = players.kept(new RawClient(port()));
    // A ClientHello's record header, and no more.
    var slow = players.kept(new RawClient(port()));
    slow.send("\26\3\1\2\0\1\0");

    assertThat(silent.ending()).isEqualTo("closed");
    assertThat(slow.ends()).isTrue();
    await()
        .until(() -> mesh.count("mesh_proxy_gateway_handshakes_total", "outcome", "timeout") == 2);
  }

  @Test
  void plainTextIsNoHandshake() throws Exception {
    start();
    var plain = players.kept(new RawClient(port()));
    plain.send(head("GET / HTTP/1.1", "Host: localhost"));

    assertThat(plain.ends()).isTrue();
    await()
        .until(() -> mesh.count("mesh_proxy_gateway_handshakes_total", "outcome", "failed") == 1);
  }

  @Test
  void aClientThatOnlyReadsOnGetsItsWholeAnswer() throws Exception {
    start();
    var go = new CountDownLatch(1);
    String long1 = "x".repeat(3_000_000);
    service(
        "web",
        always(
            c -> {
              await(go);
              c.write(ok(long1));
            }));
    var client = players.kept(new RawClient(tls(everybody(), "localhost", "TLSv1.3")));
    client.send(head("GET / HTTP/1.1", "Host: x")).end();
    go.countDown();

    var answer = client.answer();

    assertThat(answer.body()).isEqualTo(long1);
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void aClientThatLeavesIsNoticed() throws Exception {
    start();
    var gone = new CountDownLatch(1);
    service(
        "web",
        c -> {
          c.readHead();
          c.read();
          gone.countDown();
        });
    var socket = tls(everybody(), "localhost");
    new RawClient(socket).send(head("POST / HTTP/1.1", "Host: x", "Content-Length: 5")).close();

    assertThat(gone.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    await()
        .until(
            () ->
                mesh.meters
                        .get("mesh_proxy_downstream_connections")
                        .tag("direction", "gateway")
                        .gauge()
                        .value()
                    == 0);
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
    start();
    service(
        "web",
        c -> {
          c.readHead();
          c.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "3\r\nabc\r\n");
          c.reset();
        });
    var client = players.kept(new RawClient(tls(everybody(), "localhost")));
    client.send(head("GET / HTTP/1.0", "Host: x"));

    assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
  }

  @Test
  void anAnswerThatComesEarlyEndsInOrder() throws Exception {
    start();
    service("web", c -> c.readAll());
    var client = players.kept(new RawClient(tls(everybody(), "localhost")));
    client.send(head("POST / HTTP/1.1", "Host: x", "Content-Length: 100001")).send("abc");

    assertThat(client.answer().status()).isEqualTo(413);
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void webSocketsPassBothWays() throws Exception {
    start();
    service(
        "web",
        c -> {
          c.readHead();
          c.write(
              head(
                  "HTTP/1.1 101 Switching Protocols", "Connection: upgrade", "Upgrade: websocket"));
          c.write(c.readBytes(200_000));
        });
    var client = players.kept(new RawClient(tls(everybody(), "localhost")));
    client.send(head("GET / HTTP/1.1", "Host: x", "Connection: upgrade", "Upgrade: websocket"));
    assertThat(client.head()).startsWith("HTTP/1.1 101 ");

    client.sendInBackground("y".repeat(200_000), false);

    assertThat(client.read(200_000)).isEqualTo("y".repeat(200_000));
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void certificatesThatCannotBeServedAreRefusedAtTheStart() throws Exception {
    local.in(folder, "local");
    Files.writeString(folder.resolve("local.key"), shop.keyPem());
    String listener =
        "{\"port\":0,\"certificates\":[{\"certificate\":\""
            + folder.resolve("local.pem")
            + "\",\"key\":\""
            + folder.resolve("local.key")
            + "\"}],\"routes\":[{\"service\":\"web.demo.local\"}]}";

    assertThatThrownBy(() -> Mesh.with("--gateway.listeners=[" + listener + "]").close())
        .hasStackTraceContaining("is not the key of the certificate");
  }
}
