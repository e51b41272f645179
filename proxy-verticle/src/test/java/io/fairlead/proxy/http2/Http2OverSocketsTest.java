package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawUpstream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests of HTTP/2 to endpoints of both versions, and the other way round. */
class Http2OverSocketsTest {
  @AutoClose private final Mesh mesh = Mesh.with("--task.namespace=demo.local");
  @AutoClose private final H2Client client = new H2Client(mesh.port());

  private void speaking(String name, AppProtocol protocol, int port) {
    mesh.registry.serviceSpeaking(name, protocol, port);
    mesh.awaitPorts(name, port);
  }

  @Test
  void aClientOfHttp2ReachesAnEndpointOfHttp1() throws Exception {
    try (var backend = RawUpstream.answering("hello")) {
      mesh.service("backend", backend.port());

      var answer = client.get("backend", "/x?y=1");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.field("content-length")).isEqualTo("5");
      assertThat(backend.heads.get(0)).startsWith("GET /x?y=1 HTTP/1.1\r\nhost: backend\r\n");
    }
  }

  @Test
  void aClientOfHttp1ReachesAnEndpointOfHttp2() throws Exception {
    try (var backend = H2Server.answering("hello")) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      var answer = mesh.get("backend", "/x?y=1");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(backend.all.get(0).field(":path")).isEqualTo("/x?y=1");
      assertThat(backend.all.get(0).field(":authority")).isEqualTo("backend");
    }
  }

  @Test
  void bothMaySpeakHttp2() {
    try (var backend = H2Server.answering("hello")) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      for (int i = 0; i < 50; i++) {
        assertThat(client.get("backend", "/").body()).isEqualTo("hello");
      }

      assertThat(backend.connections).hasValue(1);
    }
  }
}
