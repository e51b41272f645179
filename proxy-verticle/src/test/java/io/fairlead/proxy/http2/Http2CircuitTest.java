package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a policy changes for endpoints of HTTP/2; each of these fails when it is ignored. */
class Http2CircuitTest {
  @AutoClose
  private final Mesh mesh =
      Mesh.with(
          "--task.namespace=demo.local",
          "--limits.eventLoops=1",
          "--http2.upstreamStreamsMax=2",
          "--http2.upstreamConnectionsMax=3");

  @AutoClose private final H2Client client = new H2Client(mesh.port());

  private void backend(AppProtocol protocol, H2Server server, String policy) {
    mesh.registry.serviceSpeaking("backend", protocol, server.port());
    mesh.awaitPorts("backend", server.port());
    mesh.policy("backend", Policies.of(policy));
  }

  private H2Client.Call call(String... fields) {
    return client.open(H2Client.head("POST", "backend", "/", fields), false).send("x", true);
  }

  @Test
  void requestsWaitForAStreamAndNoMoreThanMay() {
    List<H2Server.Served> held = new CopyOnWriteArrayList<>();
    try (var server = new H2Server(held::add)) {
      backend(AppProtocol.HTTP2, server, "{'circuitBreaking':{'connectionsMax':1,'pendingMax':2}}");
      List<H2Client.Call> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        calls.add(call());
      }

      assertThat(calls.get(4).answer().status()).isEqualTo(503);
      await().until(() -> held.size() == 2);
      for (int i = 0; i < 4; i++) {
        int at = i;
        await().until(() -> held.size() > at);
        held.get(i).answer(200, "good");
      }

      for (int i = 0; i < 4; i++) {
        assertThat(calls.get(i).answer().body()).isEqualTo("good");
      }
      assertThat(server.connections).hasValue(1);
      assertThat(mesh.count("mesh_proxy_circuit_refused_total", "limit", "pending")).isEqualTo(1);
    }
  }

  @Test
  void aStatusOfGrpcThatIsNamedIsTriedAgain() {
    List<String> attempts = new CopyOnWriteArrayList<>();
    H2Server.Script once =
        request -> {
          attempts.add(String.valueOf(request.field("x-fairlead-attempt")));
          String status = attempts.size() == 1 ? "14" : "0";
          request.head(200, true, "content-type", "application/grpc", "grpc-status", status);
        };
    try (var server = new H2Server(once)) {
      backend(AppProtocol.GRPC, server, "{'retries':{'grpcStatuses':['UNAVAILABLE']}}");

      var answer = call("content-type", "application/grpc").answer();

      assertThat(answer.head().get("grpc-status")).hasToString("0");
      assertThat(attempts).containsExactly("null", "2");
    }
  }

  @Test
  void theDeadlineOfACallIsRewrittenToWhatRemains() {
    List<String> timeouts = new CopyOnWriteArrayList<>();
    List<String> deadlines = new CopyOnWriteArrayList<>();
    H2Server.Script answering =
        request -> {
          timeouts.add(String.valueOf(request.field("grpc-timeout")));
          deadlines.add(String.valueOf(request.field("x-fairlead-deadline-ms")));
          request.head(200, true, "content-type", "application/grpc", "grpc-status", "0");
        };
    try (var server = new H2Server(answering)) {
      backend(AppProtocol.GRPC, server, "{'timeouts':{'requestMillis':50000}}");

      call("content-type", "application/grpc", "grpc-timeout", "20S").answer();
      call("content-type", "application/grpc", "grpc-timeout", "90S").answer();
      call("content-type", "application/json").answer();

      assertThat(micros(timeouts.get(0))).isBetween(1L, 20_000_000L);
      assertThat(micros(timeouts.get(1))).isBetween(20_000_001L, 50_000_000L);
      assertThat(timeouts.get(2)).isEqualTo("null");
      assertThat(deadlines.subList(0, 2)).containsExactly("null", "null");
      assertThat(Integer.parseInt(deadlines.get(2))).isBetween(1, 50_000);
    }
  }

  private static long micros(String timeout) {
    assertThat(timeout).endsWith("u");
    return Long.parseLong(timeout.substring(0, timeout.length() - 1));
  }
}
