package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of HTTP that become tunnels: WebSocket and CONNECT. */
class TunnelTest {
  private static final String UPGRADE =
      head(
          "GET /chat HTTP/1.1",
          "Host: backend",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  private static final String SWITCHING =
      head(
          "HTTP/1.1 101 Switching Protocols",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

  @RegisterExtension final Players players = new Players();

  private Mesh mesh(boolean nativeTransport, String... more) {
    return players.mesh(nativeTransport, more);
  }

  private RawUpstream server(RawUpstream.Script script) throws IOException {
    return players.server(script);
  }

  private RawClient client(Mesh mesh) throws IOException {
    return players.kept(new RawClient(mesh.port()));
  }

  private static RawUpstream.Script upgraded(RawUpstream.Script then) {
    return c -> {
      c.readHead();
      c.write(SWITCHING);
      then.play(c);
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void framesPassUntouchedAndBothHalvesEndOnTheirOwn(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    byte[] up = Players.random(5_000_000);
    byte[] down = Players.random(7_000_000);
    var received = new CompletableFuture<byte[]>();
    var server =
        server(
            upgraded(
                c -> {
                  received.complete(c.readAll());
                  c.socket().getOutputStream().write(down);
                }));
    mesh.service("backend", server.port());
    var client = client(mesh);

    assertThat(client.send(UPGRADE).head())
        .startsWith("HTTP/1.1 101 ")
        .containsIgnoringCase("\r\nupgrade: websocket\r\n")
        .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    client.socket().getOutputStream().write(up);
    client.end();

    assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(up);
    assertThat(client.readAll()).isEqualTo(down);
    await().until(() -> mesh.meters.get("mesh_proxy_requests_under_way").gauge().value() == 0);
    await().until(() -> mesh.meters.get("mesh_proxy_upstream_connections").gauge().value() == 0);
    assertThat(server.heads.get(0))
        .containsIgnoringCase("\r\nupgrade: websocket\r\n")
        .containsIgnoringCase("\r\nconnection: upgrade\r\n");
  }

  @Test
  void whatIsSentWithTheUpgradeAndItsConsentArrives() throws Exception {
    var mesh = mesh(true);
    var server =
        server(
            c -> {
              c.readHead();
              c.write(SWITCHING + "first");
              c.write(c.readBytes(5));
            });
    mesh.service("backend", server.port());
    var client = client(mesh).send(UPGRADE + "early").end();

    client.head();

    assertThat(client.readAll()).asString().isEqualTo("firstearly");
  }

  @Test
  void aDeclinedUpgradeIsAnOrdinaryAnswer() throws IOException {
    var mesh = mesh(true);
    var server = server(RawUpstream.always(c -> c.write(ok("no"))));
    mesh.service("backend", server.port());
    var client = client(mesh);

    assertThat(client.send(UPGRADE).answer().body()).isEqualTo("no");
    assertThat(client.send(head("GET / HTTP/1.1", "Host: backend")).answer().body())
        .isEqualTo("no");
  }

  @Test
  void anUpgradeThatNobodyAnswersFails() throws IOException {
    var mesh = mesh(true);
    mesh.service("backend", free());

    assertThat(client(mesh).send(UPGRADE).answer().status()).isEqualTo(502);
  }

  private static int free() throws IOException {
    try (var socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theTunnelHasAnIdleTimeoutOfItsOwn() throws IOException {
    var mesh = mesh(true, "--limits.tunnelIdleTimeout=1s", "--outlier.consecutiveFailures=1");
    var server = server(upgraded(c -> c.readAll()));
    mesh.service("backend", server.port());
    var client = client(mesh).send(UPGRADE);
    client.head();

    assertThat(client.ending()).isEqualTo("reset");
    await().until(() -> mesh.count("mesh_proxy_requests_total") == 1);
    assertThat(mesh.count("mesh_proxy_ejections_total")).isZero();
  }

  @Test
  void theServicesTimeoutsAreThoseOfItsAnswersAndNotOfItsTunnels() throws Exception {
    var mesh = mesh(true);
    var server =
        server(
            upgraded(
                c -> {
                  c.read();
                  c.write("late");
                }));
    mesh.registry.service(
        "backend", new io.fairlead.catalog.TimeoutConfiguration(1, 1), server.port());
    mesh.awaitPorts("backend", server.port());
    var client = client(mesh).send(UPGRADE);
    client.head();

    var later = new CompletableFuture<Void>();
    mesh.vertx.setTimer(1500, t -> later.complete(null));
    later.get(20, TimeUnit.SECONDS);

    assertThat(client.send("x").read(4)).isEqualTo("late");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resetsArePassedOn(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    var end = new CompletableFuture<String>();
    var server =
        server(
            upgraded(
                c -> {
                  if (c.read() == 'r') {
                    c.reset();
                    return;
                  }
                  try {
                    end.complete("closed after " + c.readAll().length);
                  } catch (SocketException e) {
                    end.complete("reset");
                  }
                }));
    mesh.service("backend", server.port());
    var reset = client(mesh).send(UPGRADE);
    reset.head();
    assertThat(reset.send("r").ending()).isEqualTo("reset");

    var resetting = client(mesh).send(UPGRADE);
    resetting.head();
    resetting.send("xy");
    await().until(() -> server.connections.get() == 2);
    resetting.reset();

    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("reset");
  }

  @Test
  void eachTunnelGoesToTheNextEndpoint() throws IOException {
    var mesh = mesh(true);
    var one = server(upgraded(c -> c.write("1")));
    var two = server(upgraded(c -> c.write("2")));
    mesh.service("backend", one.port(), two.port());

    for (int i = 0; i < 4; i++) {
      var client = client(mesh).send(UPGRADE);
      client.head();
      client.read(1);
    }

    assertThat(one.connections).hasValue(2);
    assertThat(two.connections).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectOpensATunnelToAnEndpoint(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    byte[] up = Players.random(3_000_000);
    byte[] down = Players.random(3_000_000);
    var received = new CompletableFuture<byte[]>();
    var server =
        server(
            c -> {
              received.complete(c.readAll());
              c.socket().getOutputStream().write(down);
            });
    mesh.service("backend", server.port());
    var client = client(mesh);

    String head =
        client
            .send(head("CONNECT backend.demo.local:443 HTTP/1.1", "Host: backend.demo.local:443"))
            .head();
    client.socket().getOutputStream().write(up);
    client.end();

    assertThat(head).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("content-length");
    assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(up);
    assertThat(client.readAll()).isEqualTo(down);
  }

  @Test
  void connectPassesOverAnEndpointThatCannotBeConnectedTo() throws IOException {
    var mesh = mesh(true);
    var server = server(c -> c.write(c.readBytes(5)));
    mesh.service("backend", free(), server.port());

    for (int i = 0; i < 2; i++) {
      var client = client(mesh).send(head("CONNECT backend:1 HTTP/1.1", "Host: backend:1"));
      assertThat(client.head()).startsWith("HTTP/1.1 200 ");
      assertThat(client.send("hello").read(5)).isEqualTo("hello");
    }
  }

  /** What a client has sent ahead was meant for the tunnel, and must not be read as a request. */
  @Test
  void connectToNobodyIsAnsweredAndTheConnectionClosed() throws IOException {
    var mesh = mesh(true);
    var server = server(RawUpstream.always(c -> c.write(ok("not for you"))));
    mesh.service("backend", server.port());
    var client = client(mesh);

    var answer =
        client
            .send(
                head("CONNECT nobody.local:443 HTTP/1.1", "Host: nobody.local:443")
                    + head("GET / HTTP/1.1", "Host: backend"))
            .answer();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(client.ends()).isTrue();
    assertThat(server.heads).isEmpty();
  }

  @Test
  void tlsToSidecarsThatReadHttpIsRefusedAndPlainHttpIsNot() throws IOException {
    var mesh = mesh(true);
    var sidecar = server(RawUpstream.always(c -> c.write(ok("in the clear"))));
    mesh.registry.serviceBehindSidecars("backend", sidecar.port());
    mesh.awaitPorts("backend", sidecar.port());

    var tls = client(mesh).send(head("CONNECT backend:443 HTTP/1.1", "Host: backend:443")).answer();
    assertThat(tls.status()).isEqualTo(501);
    assertThat(tls.body()).contains("TLS for service backend.demo.local", "appProtocol tcp");

    var plain = client(mesh).send(head("CONNECT backend:80 HTTP/1.1", "Host: backend:80"));
    assertThat(plain.head()).startsWith("HTTP/1.1 200 ");
    assertThat(plain.send(head("GET / HTTP/1.1", "Host: backend")).answer().body())
        .isEqualTo("in the clear");
  }
}
