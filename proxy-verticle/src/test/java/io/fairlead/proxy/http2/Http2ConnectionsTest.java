package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import io.fairlead.proxy.RawUpstream;
import io.netty.handler.codec.http2.Http2Error;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How connections of HTTP/2 from clients end, and what they may hold. */
class Http2ConnectionsTest {
  private static Mesh mesh(String... flags) {
    var all = new String[flags.length + 2];
    System.arraycopy(flags, 0, all, 2, flags.length);
    all[0] = "--task.namespace=demo.local";
    all[1] = "--limits.eventLoops=1";
    return Mesh.with(all);
  }

  private static void backend(Mesh mesh, H2Server backend) {
    mesh.registry.serviceSpeaking("backend", AppProtocol.HTTP2, backend.port());
    mesh.awaitPorts("backend", backend.port());
  }

  @Test
  void anIdleClientIsToldToGo() {
    try (var mesh = mesh("--limits.idleTimeout=200ms");
        var client = new H2Client(mesh.port())) {
      await().until(() -> !client.isOpen());

      assertThat(client.goAways).containsExactly(0L);
    }
  }

  @Test
  void aClientThatSaysNothingAndOneThatStopsInThePrefaceAreClosed() throws Exception {
    try (var mesh = mesh("--limits.idleTimeout=300ms", "--limits.headTimeout=200ms");
        var silent = new RawClient(mesh.port());
        var slow = new RawClient(mesh.port());
        var half = new RawFrames(mesh.port())) {
      slow.send("PRI * HT");
      half.frame(RawFrames.HEADERS, 0, 1, new byte[0]).send();

      assertThat(silent.ending()).isEqualTo("closed");
      assertThat(slow.ending()).isEqualTo("closed");
      assertThat(half.ending()).isNotEqualTo(-1);
    }
  }

  @Test
  void aHeadThatComesByteByByteIsNotWaitedFor() throws Exception {
    try (var mesh = mesh("--limits.headTimeout=300ms");
        var client = new RawFrames(mesh.port())) {
      client.begin(RawFrames.HEADERS, RawFrames.END_HEADERS, 1, 16_000).send();

      await().until(() -> !client.bytes((byte) 0x40).send());
      assertThat(mesh.get("backend", "/").status()).isEqualTo(404);
    }
  }

  @Test
  void aHeadThatComesPieceByPieceIsNotWaitedFor() throws Exception {
    try (var mesh = mesh("--limits.headTimeout=300ms", "--http2.continuationFramesMax=0");
        var client = new RawFrames(mesh.port())) {
      byte[] field = {0, 1, 'a', 1, 'b'};
      client.frame(RawFrames.HEADERS, 0, 1, client.block("GET", "backend")).send();

      await().until(() -> !client.frame(RawFrames.CONTINUATION, 0, 1, field).send());
    }
  }

  @Test
  void connectionsAreCountedBeforeTheySayWhatTheySpeak() throws Exception {
    try (var mesh = mesh("--limits.connectionsMax=2");
        var one = new RawClient(mesh.port());
        var two = new H2Client(mesh.port())) {
      await().until(() -> two.get("nobody", "/").status() > 0);
      one.send("G");

      try (var three = new RawClient(mesh.port())) {
        assertThat(three.ending()).isIn("closed", "reset");
      }
    }
  }

  @Test
  void whatIsUnderWayIsFinishedWhileDraining() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var mesh = mesh("--drain.grace=20s");
        var backend = new H2Server(waiting::add);
        var client = new H2Client(mesh.port());
        var idle = new H2Client(mesh.port())) {
      backend(mesh, backend);
      assertThat(idle.get("nobody", "/").status()).isPositive();
      var call = client.open(H2Client.head("GET", "backend", "/"), true);
      await().until(() -> waiting.size() == 1);

      var drained = mesh.drain.run();
      await().until(() -> client.goAways.contains(0L));
      await().until(() -> !idle.isOpen());
      waiting.get(0).answer(200, "fine");

      assertThat(call.answer().body()).isEqualTo("fine");
      await().until(() -> !client.isOpen());
      Mesh.get(drained);
      assertThat(idle.goAways).contains(0L);
    }
  }

  @Test
  void moreStreamsThanAllowedAreRefused() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var mesh = mesh("--http2.streamsMax=2");
        var backend = new H2Server(waiting::add);
        var raw = new RawFrames(mesh.port())) {
      backend(mesh, backend);

      raw.get(1, "backend").get(3, "backend").get(5, "backend").send();

      await().until(() -> mesh.count("mesh_proxy_http2_limits_total", "limit", "streams") == 1);
      await().until(() -> waiting.size() == 2);
      waiting.forEach(request -> request.answer(200, "x"));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aClientThatStopsReadingItsAnswerLosesTheStreamOnly() {
    try (var mesh = mesh("--limits.bodyTimeout=300ms");
        var backend =
            new H2Server(
                request ->
                    request.answer(
                        200, request.field(":path").equals("/large") ? "x".repeat(500_000) : "x"));
        var client = new H2Client(mesh.port())) {
      backend(mesh, backend);
      var stuck = client.open(H2Client.head("GET", "backend", "/large"), true).pause();

      await().until(() -> mesh.count("mesh_proxy_http2_limits_total", "limit", "slow_reader") == 1);

      assertThat(client.get("backend", "/").body()).isEqualTo("x");
      stuck.goOn();
      assertThat(stuck.answer().reset()).isEqualTo(Http2Error.CANCEL.code());
    }
  }

  @Test
  void aClientThatLeavesEndsItsCallsAtTheEndpoint() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var mesh = mesh();
        var backend = new H2Server(waiting::add)) {
      backend(mesh, backend);
      try (var client = new H2Client(mesh.port())) {
        client.open(H2Client.head("GET", "backend", "/"), true);
        client.open(H2Client.head("POST", "backend", "/"), false).send("x", true);
        await().until(() -> waiting.size() == 2);
      }

      await().until(() -> backend.resets.size() == 2);
      assertThat(backend.resets).containsOnly(Http2Error.CANCEL.code());
    }
  }

  @Test
  void anEndpointThatDoesNotEvenAnswerAPingIsLeft() throws Exception {
    String settings = "\0\0\0\4\0\0\0\0\0";
    try (var mesh = mesh("--http2.pingInterval=200ms", "--retry.retriesMax=0");
        var deaf =
            new RawUpstream(
                c -> {
                  c.write(settings);
                  c.readAll();
                })) {
      mesh.registry.serviceSpeaking("backend", AppProtocol.HTTP2, deaf.port());
      mesh.awaitPorts("backend", deaf.port());

      var answer = mesh.get("backend", "/");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("x-fairlead-failure")).isEqualTo("UpstreamReset");
    }
  }

  @Test
  void anEndpointThatAnswersPingsMayTakeItsTime() throws Exception {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var mesh = mesh("--http2.pingInterval=50ms");
        var backend = new H2Server(waiting::add);
        var client = new H2Client(mesh.port())) {
      backend(mesh, backend);
      var call = client.open(H2Client.head("GET", "backend", "/"), true);
      await().until(() -> waiting.size() == 1);

      await().until(() -> backend.pings.get() == 3);
      waiting.get(0).answer(200, "late");

      assertThat(call.answer().body()).isEqualTo("late");
      assertThat(waiting).hasSize(1);
    }
  }
}
