package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Connections to endpoints of HTTP/2: how many there are, and what becomes of their streams. */
class Http2RetriesTest {
  @AutoClose
  private final Mesh mesh =
      Mesh.with(
          "--task.namespace=demo.local",
          "--limits.eventLoops=1",
          "--http2.upstreamStreamsMax=10",
          "--http2.upstreamConnectionsMax=3",
          "--http2.upstreamIdleTimeout=500ms",
          "--http2.pingInterval=1s");

  @AutoClose private final H2Client client = new H2Client(mesh.port());

  private void backends(H2Server... backends) {
    int[] ports = new int[backends.length];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = backends[i].port();
    }
    mesh.registry.serviceSpeaking("backend", AppProtocol.HTTP2, ports);
    mesh.awaitPorts("backend", ports);
  }

  private static List<H2Client.Call> posts(H2Client client, int count) {
    List<H2Client.Call> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(client.open(H2Client.head("POST", "backend", "/"), false).send("x", true));
    }
    return calls;
  }

  @Test
  void aRefusedStreamIsSentElsewhereWhateverItsMethod() {
    var first = new AtomicInteger();
    H2Server.Script once =
        request -> {
          if (first.getAndIncrement() == 0) {
            request.reset(Http2Error.REFUSED_STREAM);
          } else {
            request.answer(200, "fine");
          }
        };
    try (var one = new H2Server(once);
        var other = new H2Server(once)) {
      backends(one, other);

      assertThat(client.post("backend", "/", "x").body()).isEqualTo("fine");

      assertThat(first).hasValue(2);
    }
  }

  @Test
  void whatAnEndpointThatIsLeavingDidNotLookAtIsSentAgain() {
    var left = new AtomicInteger();
    List<H2Server.Served> served = new CopyOnWriteArrayList<>();
    try (var backend =
        new H2Server(
            request -> {
              if (request.field(":path").equals("/seen")) {
                served.add(request);
              } else if (request.field(":path").equals("/unseen") && left.getAndIncrement() == 0) {
                request.goAway(3);
              } else {
                request.answer(200, "fine");
              }
            })) {
      backends(backend);
      var seen = client.open(H2Client.head("POST", "backend", "/seen"), false).send("x", true);
      await().until(() -> served.size() == 1);

      assertThat(client.post("backend", "/unseen", "x").body()).isEqualTo("fine");
      served.get(0).answer(200, "finished");

      assertThat(seen.answer().body()).as("was begun before").isEqualTo("finished");
      assertThat(backend.connections).hasValue(2);
      assertThat(mesh.count("mesh_proxy_retries_total")).as("costs no budget").isZero();
    }
  }

  @Test
  void streamsShareAConnectionUntilItIsFull() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var backend = new H2Server(waiting::add)) {
      backends(backend);

      var calls = posts(client, 25);
      await().until(() -> waiting.size() == 25);

      assertThat(backend.connections).hasValue(3);
      waiting.forEach(request -> request.answer(200, "fine"));
      calls.forEach(call -> assertThat(call.answer().body()).isEqualTo("fine"));
    }
  }

  @Test
  void moreThanAllConnectionsCarryIsShed() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var backend = new H2Server(waiting::add)) {
      backends(backend);
      var calls = posts(client, 30);
      await().until(() -> waiting.size() == 30);

      var answer = client.get("backend", "/");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.field("x-fairlead-failure")).isEqualTo("Shed");
      waiting.forEach(request -> request.answer(200, "fine"));
      calls.forEach(H2Client.Call::answer);
    }
  }

  @Test
  void theEndpointsOwnLimitCounts() {
    List<H2Server.Served> waiting = new CopyOnWriteArrayList<>();
    try (var backend =
        new H2Server(
            request -> {
              if (request.head.path().toString().equals("/first")) {
                request.answer(200, "fine");
              } else {
                waiting.add(request);
              }
            },
            request -> {},
            new Http2Settings().maxConcurrentStreams(2))) {
      backends(backend);
      client.get("backend", "/first");

      var calls = posts(client, 4);
      await().until(() -> waiting.size() == 4);

      assertThat(backend.connections.get()).isGreaterThanOrEqualTo(2);
      waiting.forEach(request -> request.answer(200, "fine"));
      calls.forEach(call -> assertThat(call.answer().body()).isEqualTo("fine"));
    }
  }

  @Test
  void aBrokenConnectionFailsWhatMayHaveBeenSeenAndRepeatsWhatIsIdempotent() {
    var broken = new AtomicInteger();
    try (var backend =
        new H2Server(
            request -> {
              if (broken.getAndIncrement() == 1) {
                request.breakConnection();
              } else {
                request.answer(200, "fine");
              }
            })) {
      backends(backend);
      assertThat(client.get("backend", "/").body()).isEqualTo("fine");
      assertThat(client.get("backend", "/").body()).as("repeated").isEqualTo("fine");

      broken.set(1);
      var answer = client.post("backend", "/", "x");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.field("x-fairlead-failure")).isEqualTo("UpstreamReset");
    }
  }

  @Test
  void idleConnectionsAreClosed() {
    try (var backend = H2Server.answering("x")) {
      backends(backend);
      client.get("backend", "/");

      await().until(() -> mesh.meters.get("mesh_proxy_upstream_connections").gauge().value() == 0);

      assertThat(client.get("backend", "/").body()).isEqualTo("x");
      assertThat(backend.connections).hasValue(2);
    }
  }
}
