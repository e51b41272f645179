package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.ClientAlias;
import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of services that speak no HTTP, through the listener of their alias. */
class TcpTest {
  private static final String RANGE =
      "127." + ThreadLocalRandom.current().nextInt(1, 128) + ".77.0/24";

  @RegisterExtension final Players players = new Players();

  private Mesh mesh(boolean nativeTransport, String... more) {
    var flags = new ArrayList<>(Arrays.asList(more));
    flags.add("--egress.virtualAddresses=true");
    flags.add("--egress.virtualRange=" + RANGE);
    return players.mesh(nativeTransport, flags.toArray(String[]::new));
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private RawUpstream server(RawUpstream.Script script) throws IOException {
    return players.server(script);
  }

  private static InetAddress address(Mesh mesh, String name) {
    await().until(() -> mesh.virtualNames().addressOf(name).isPresent());
    return mesh.virtualNames().addressOf(name).orElseThrow();
  }

  /** The service db on these ports; gives the port of its alias. */
  private int db(Mesh mesh, TimeoutConfiguration timeout, int... ports) throws IOException {
    int port = free();
    mesh.registry.serviceOf(AppProtocol.TCP, "db", new ClientAlias(port, "db"), timeout, ports);
    mesh.awaitPorts("db", ports);
    return port;
  }

  private RawClient client(Mesh mesh, int port) throws IOException {
    return players.kept(new RawClient(address(mesh, "db"), port));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatSpeaksFirstIsHeard(boolean nativeTransport) throws IOException {
    var mesh = mesh(nativeTransport);
    var server =
        server(
            c -> {
              c.write("hello");
              c.write(new String(c.readBytes(3)).toUpperCase(java.util.Locale.ROOT));
            });
    var client = client(mesh, db(mesh, null, server.port()));

    assertThat(client.read(5)).isEqualTo("hello");
    assertThat(client.send("bye").read(3)).isEqualTo("BYE");
    assertThat(client.ending()).isEqualTo("closed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothHalvesEndOnTheirOwn(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    byte[] up = Players.random(5_000_000);
    byte[] down = Players.random(7_000_000);
    var received = new CompletableFuture<byte[]>();
    var server =
        server(
            c -> {
              received.complete(c.readAll());
              c.socket().getOutputStream().write(down);
            });
    var client = client(mesh, db(mesh, null, server.port()));

    client.socket().getOutputStream().write(up);
    client.end();

    assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(up);
    assertThat(client.readAll()).isEqualTo(down);
    await().until(() -> mesh.meters.get("mesh_proxy_requests_under_way").gauge().value() == 0);
    assertThat(mesh.count("mesh_proxy_requests_total", "service", "db.demo.local", "code", "2xx"))
        .isEqualTo(1);
    await().until(() -> mesh.meters.get("mesh_proxy_upstream_connections").gauge().value() == 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theServersHalfEndsFirst(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    var received = new CompletableFuture<byte[]>();
    var server =
        server(
            c -> {
              c.write("all there is");
              c.end();
              received.complete(c.readAll());
            });
    var client = client(mesh, db(mesh, null, server.port()));

    assertThat(client.readAll()).asString().isEqualTo("all there is");
    client.send("and more").end();

    assertThat(received.get(20, TimeUnit.SECONDS)).asString().isEqualTo("and more");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResetOfTheServerResetsTheClient(boolean nativeTransport) throws IOException {
    var mesh = mesh(nativeTransport);
    var server =
        server(
            c -> {
              c.read();
              c.reset();
            });
    var client = client(mesh, db(mesh, null, server.port()));

    client.send("x");

    assertThat(client.ending()).isEqualTo("reset");
    await()
        .until(
            () ->
                mesh.count("mesh_proxy_requests_total", "service", "db.demo.local", "code", "5xx")
                    == 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResetOfTheClientResetsTheServer(boolean nativeTransport) throws Exception {
    var mesh = mesh(nativeTransport);
    var end = new CompletableFuture<String>();
    var server =
        server(
            c -> {
              c.read();
              c.write("y");
              try {
                end.complete("closed after " + c.readAll().length);
              } catch (SocketException e) {
                end.complete("reset");
              }
            });
    var client = client(mesh, db(mesh, null, server.port()));
    client.send("x").read(1);

    client.reset();

    assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("reset");
  }

  @Test
  void anEndpointThatCannotBeConnectedToIsPassedOver() throws IOException {
    var mesh = mesh(true);
    var server = server(c -> c.write(c.readBytes(5)));
    int port = db(mesh, null, free(), server.port());

    for (int i = 0; i < 4; i++) {
      try (var client = new RawClient(address(mesh, "db"), port)) {
        assertThat(client.send("early").read(5)).isEqualTo("early");
      }
    }
    assertThat(mesh.count("mesh_proxy_retries_total", "service", "db.demo.local")).isPositive();
  }

  @Test
  void aServiceWithoutAnEndpointThatAnswersResetsAndIsCounted() throws IOException {
    var mesh = mesh(true);
    var client = client(mesh, db(mesh, null, free()));

    assertThat(client.ending()).isEqualTo("reset");
    assertThat(mesh.count("mesh_proxy_failures_total", "failure", "ConnectFailed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void moreThanIsKeptIsSentBeforeTheEndpointIsConnectedTo(boolean nativeTransport)
      throws Exception {
    var mesh = mesh(nativeTransport, "--retry.bodyBytesMax=10");
    byte[] up = Players.random(300_000);
    var received = new CompletableFuture<byte[]>();
    var server = server(c -> received.complete(c.readAll()));
    var client = client(mesh, db(mesh, null, server.port()));

    client.socket().getOutputStream().write(up);
    client.end();

    assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(up);
  }

  @Test
  void eachConnectionGoesToTheNextEndpoint() throws IOException {
    var mesh = mesh(true);
    var one = server(c -> c.write("1"));
    var two = server(c -> c.write("2"));
    int port = db(mesh, null, one.port(), two.port());

    for (int i = 0; i < 4; i++) {
      try (var client = new RawClient(address(mesh, "db"), port)) {
        client.read(1);
      }
    }

    assertThat(one.connections).hasValue(2);
    assertThat(two.connections).hasValue(2);
  }

  @Test
  void silenceEndsItWithoutBlamingTheEndpoint() throws IOException {
    var mesh = mesh(true, "--outlier.consecutiveFailures=1");
    var server = server(c -> c.readAll());
    int port = db(mesh, new TimeoutConfiguration(1, null), server.port());
    try (var client = new RawClient(address(mesh, "db"), port)) {
      assertThat(client.send("x").ending()).isEqualTo("reset");
    }

    await().until(() -> mesh.count("mesh_proxy_requests_total", "service", "db.demo.local") == 1);
    assertThat(mesh.count("mesh_proxy_ejections_total")).isZero();
  }

  @Test
  void aServiceMayChangeItsProtocolWhileItsListenerIsOpen() throws IOException {
    var mesh = mesh(true);
    var server = server(c -> c.write("raw"));
    int port = db(mesh, null, server.port());
    try (var client = new RawClient(address(mesh, "db"), port)) {
      assertThat(client.read(3)).isEqualTo("raw");
    }
    var http = players.kept(RawUpstream.answering("http"));
    mesh.registry.serviceOf(AppProtocol.HTTP, "db", new ClientAlias(port, "db"), null, http.port());
    mesh.awaitPorts("db", http.port());

    try (var client = new RawClient(address(mesh, "db"), port)) {
      assertThat(client.send(head("GET / HTTP/1.1", "Host: db")).answer().body()).isEqualTo("http");
    }
    assertThat(http.heads.get(0)).containsIgnoringCase("x-request-id");
  }

  @Test
  void aServiceThatIsGoneResets() throws IOException {
    var mesh = mesh(true);
    var server = server(c -> c.write("raw"));
    int port = db(mesh, null, server.port());
    var address = address(mesh, "db");

    mesh.registry.remove("db");
    await().until(() -> mesh.sidecar.routes().table().find("db") == null);

    try (var client = new RawClient(address, port)) {
      assertThat(client.ending()).isEqualTo("reset");
    }
    assertThat(mesh.count("mesh_proxy_failures_total", "failure", "ServiceGone")).isEqualTo(1);
  }

  @Test
  void noMoreConnectionsAreHeldThanAreSet() throws IOException {
    var mesh = mesh(true, "--limits.connectionsMax=1");
    var server = server(c -> c.readAll());
    int port = db(mesh, null, server.port());
    var first = client(mesh, port);
    await().until(() -> server.connections.get() == 1);

    assertThatThrownBy(() -> client(mesh, port).readAll()).isInstanceOf(SocketException.class);

    first.end();
    assertThat(first.ending()).isEqualTo("closed");
  }

  @Test
  void aSlowReaderHoldsUpItsServerAndNothingElse() throws Exception {
    var mesh = mesh(true);
    byte[] down = Players.random(20_000_000);
    var written = new CompletableFuture<Void>();
    var server =
        server(
            c -> {
              c.socket().getOutputStream().write(down);
              written.complete(null);
            });
    var slow = client(mesh, db(mesh, null, server.port()));
    await().until(() -> server.connections.get() == 1);
    assertThat(slow.read(1)).hasSize(1);

    assertThat(written).as("all of it while nobody reads").isNotDone();

    assertThat(slow.readAll()).isEqualTo(Arrays.copyOfRange(down, 1, down.length));
    written.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aDrainWaitsForTheConnectionsAndThenResetsThem() throws Exception {
    var mesh = mesh(true, "--drain.grace=300ms", "--drain.propagation=0s");
    var server = server(c -> c.write(c.readBytes(1)));
    var busy = client(mesh, db(mesh, null, server.port()));
    await().until(() -> server.connections.get() == 1);
    var drained = mesh.drain.run();

    assertThat(busy.send("x").read(1)).isEqualTo("x");
    busy.end();
    assertThat(busy.ending()).isEqualTo("closed");
    Mesh.get(drained);
  }

  @Test
  void theIngressListenerOfATcpServiceReadsNothing() throws Exception {
    var told = new CountDownLatch(1);
    var application =
        server(
            c -> {
              c.write("220 ready\r\n");
              String said = new String(c.readAll(), StandardCharsets.ISO_8859_1);
              if (!said.isEmpty()) {
                told.countDown();
              }
            });
    var mesh =
        players.kept(
            Mesh.with(
                "--task.namespace=demo.local",
                "--task.id=task-1",
                "--services=[{\"portName\":\"smtp\",\"containerPort\":"
                    + application.port()
                    + ",\"appProtocol\":\"tcp\"}]"));
    var client = players.kept(new RawClient(mesh.sidecar.ingressPorts().get("smtp")));

    assertThat(client.read(11)).isEqualTo("220 ready\r\n");
    client.send("EHLO\n").end();

    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.ending()).isEqualTo("closed");
  }
}
