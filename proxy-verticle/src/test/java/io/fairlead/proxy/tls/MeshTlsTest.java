package io.fairlead.proxy.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import io.fairlead.proxy.RawUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sidecars, each on a bus of its own, between which calls are encrypted and proven. */
class MeshTlsTest {
  private static final String BACKEND = "spiffe://mesh.test/ns/demo.local/svc/backend";
  private static final String FRONTEND = "spiffe://mesh.test/ns/demo.local/svc/frontend";

  @TempDir static Path folder;
  private static TestAuthority authority;
  private static List<String> frontend;
  private static List<String> backend;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private RawUpstream application;

  @BeforeAll
  static void thereIsAnAuthority() throws Exception {
    authority = new TestAuthority(folder, "authority");
    frontend = authority.flags("frontend", FRONTEND);
    backend = authority.flags("backend", BACKEND);
  }

  @BeforeEach
  void thereIsAnApplication() throws IOException {
    application = keep(RawUpstream.answering("hello"));
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private <T extends AutoCloseable> T keep(T open) {
    opened.add(open);
    return open;
  }

  private static String[] flags(List<String> credentials, String... more) {
    var all = new ArrayList<>(List.of(more));
    all.add("--task.namespace=demo.local");
    all.add("--limits.eventLoops=1");
    all.addAll(credentials);
    return all.toArray(new String[0]);
  }

  private int serving(List<String> credentials, String mode, String protocol) {
    return serving(credentials, mode, protocol, application.port());
  }

  private int serving(List<String> credentials, String mode, String protocol, int port) {
    var mesh =
        keep(
            Mesh.with(
                flags(
                    credentials,
                    "--task.id=task-1",
                    "--tls.mode=" + mode,
                    "--tls.detectTimeout=100ms",
                    "--services=[{\"portName\":\"http\",\"discoveryName\":\"backend\","
                        + "\"containerPort\":"
                        + port
                        + ",\"appProtocol\":\""
                        + protocol
                        + "\"}]")));
    return mesh.sidecar.ingressPorts().get("backend");
  }

  private Mesh calling(List<String> credentials, String mode, AppProtocol protocol, int port) {
    var mesh = keep(Mesh.with(flags(credentials, "--tls.mode=" + mode, "--retry.retriesMax=0")));
    mesh.registry.serviceBehindSidecars("backend", protocol, port);
    mesh.awaitPorts("backend", port);
    return mesh;
  }

  private static void assertRefused(RawClient.Answer answer, String why) {
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).startsWith("ConnectFailed: service backend.demo.local").contains(why);
  }

  @Test
  void aCallGoesThroughAndTheApplicationKnowsNothing() throws IOException {
    int ingress = serving(backend, "strict", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    for (int i = 0; i < 3; i++) {
      assertThat(caller.get("backend", "/secret").body()).isEqualTo("hello");
    }

    assertThat(application.heads).hasSize(3).allMatch(head -> head.startsWith("GET /secret "));
    assertThat(caller.count("mesh_proxy_tls_handshakes_total", "outcome", "ok")).isEqualTo(1);
  }

  @Test
  void nothingReadableIsOnTheWire() throws IOException {
    int ingress = serving(backend, "strict", "http");
    var wire = new Recorder(ingress);
    var caller = calling(frontend, "strict", AppProtocol.HTTP, wire.port());

    assertThat(caller.get("backend", "/secret").body()).isEqualTo("hello");

    assertThat(wire.text()).isNotEmpty().doesNotContain("secret").doesNotContain("hello");
    assertThat(wire.text()).doesNotContain("svc/frontend").doesNotContain("svc/backend");
  }

  @Test
  void withoutTlsTheSameIsReadable() throws IOException {
    int ingress = serving(List.of(), "off", "http");
    var wire = new Recorder(ingress);
    var caller = calling(List.of(), "off", AppProtocol.HTTP, wire.port());

    assertThat(caller.get("backend", "/secret").body()).isEqualTo("hello");

    assertThat(wire.text()).contains("secret").contains("hello");
  }

  @Test
  void http2GoesThroughToo() throws IOException {
    int ingress = serving(backend, "strict", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP2, ingress);

    assertThat(caller.get("backend", "/").body()).isEqualTo("hello");
    assertThat(caller.get("backend", "/").body()).isEqualTo("hello");
  }

  @Test
  void whoeverProvesToBeSomebodyElseIsNotCalled() throws Exception {
    var other = authority.flags("other", "spiffe://mesh.test/ns/demo.local/svc/payments");
    int ingress = serving(other, "strict", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    assertRefused(
        caller.get("backend", "/"),
        "it proved to be spiffe://mesh.test/ns/demo.local/svc/payments (expected: "
            + BACKEND
            + ")");
    assertThat(application.heads).isEmpty();
  }

  @Test
  void aCertificateOfAForeignAuthorityIsNotBelieved() throws Exception {
    var foreign = new TestAuthority(folder, "foreign").flags("impostor", BACKEND);
    int ingress = serving(foreign, "strict", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    assertRefused(
        caller.get("backend", "/"), "its certificate is of no authority in the trust bundle");
  }

  @Test
  void anExpiredCertificateIsNotBelieved() throws Exception {
    var expired = authority.flags("expired", BACKEND, "-startdate", "-3d", "-validity", "1");
    int ingress = serving(expired, "strict", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    assertRefused(caller.get("backend", "/"), "its certificate has expired");
  }

  @Test
  void aCallerOfAForeignAuthorityIsNotServed() throws Exception {
    var foreign = new TestAuthority(folder, "strangers").flags("stranger", FRONTEND);
    var trusting = new ArrayList<>(foreign);
    trusting.set(2, "--tls.bundle=" + authority.bundle());
    int ingress = serving(backend, "strict", "http");
    var caller = calling(trusting, "strict", AppProtocol.HTTP, ingress);

    assertThat(caller.get("backend", "/").status()).isIn(502, 503);
    assertThat(application.heads).isEmpty();
  }

  @Test
  void whoeverSpeaksWithoutTlsIsNotServedWhereItIsStrict() throws IOException {
    int ingress = serving(backend, "strict", "http");

    try (var client = new RawClient(ingress)) {
      client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n");

      assertThat(client.ending()).isIn("closed", "reset");
    }
    assertThat(application.heads).isEmpty();
  }

  @Test
  void theRegistrysWordIsNotNeededWhereItIsStrict() throws IOException {
    int ingress = serving(List.of(), "off", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    assertRefused(caller.get("backend", "/"), "the TLS handshake failed");
    assertThat(application.heads).isEmpty();
  }

  @Test
  void bothAreServedWhereItIsPermissive() throws IOException {
    int ingress = serving(backend, "permissive", "http");
    var caller = calling(frontend, "strict", AppProtocol.HTTP, ingress);

    assertThat(caller.get("backend", "/").body()).isEqualTo("hello");
    assertThat(RawClient.get(ingress, "backend", "/").body()).isEqualTo("hello");
  }

  @Test
  void aServerOfTcpThatSpeaksFirstIsHeardByCallersWithoutTls() throws IOException {
    var greeting = keep(new RawUpstream(c -> c.write("220 ready\r\n")));
    int ingress = serving(backend, "permissive", "tcp", greeting.port());

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress)) {
      assertThat(new String(socket.getInputStream().readNBytes(9), ISO_8859_1))
          .isEqualTo("220 ready");
    }
  }

  @Test
  void aCertificateIsSwappedWhileCallsGoOn() throws Exception {
    var renewed = new TestAuthority(folder, "renewing");
    var old = renewed.flags("renewed", BACKEND, "-validity", "2");
    int ingress = serving(old, "strict", "http");
    var callers = new ArrayList<>(old);
    callers.add("--tls.reloadInterval=50ms");
    var caller = calling(callers, "strict", AppProtocol.HTTP, ingress);
    assertThat(caller.get("backend", "/").body()).isEqualTo("hello");

    renewed.issue("renewed", BACKEND, "-validity", "20");

    await()
        .untilAsserted(
            () ->
                assertThat(caller.count("mesh_proxy_tls_reloads_total", "outcome", "ok"))
                    .isEqualTo(1));
    assertThat(caller.get("backend", "/").body()).isEqualTo("hello");
  }

  /** Passes everything on, and keeps it. */
  private final class Recorder {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final RawUpstream upstream;

    Recorder(int to) throws IOException {
      upstream =
          keep(
              new RawUpstream(
                  c -> {
                    try (var onward = new Socket(InetAddress.getLoopbackAddress(), to)) {
                      var back = new Thread(() -> copy(onward, c.socket()), "recorder");
                      back.start();
                      copy(c.socket(), onward);
                    }
                  }));
    }

    private void copy(Socket from, Socket onto) {
      byte[] buffer = new byte[8192];
      try {
        for (int n = from.getInputStream().read(buffer); n >= 0; ) {
          synchronized (seen) {
            seen.write(buffer, 0, n);
          }
          onto.getOutputStream().write(buffer, 0, n);
          n = from.getInputStream().read(buffer);
        }
      } catch (IOException gone) {
        // the test is over
      }
    }

    int port() {
      return upstream.port();
    }

    String text() {
      synchronized (seen) {
        return seen.toString(ISO_8859_1);
      }
    }
  }
}
