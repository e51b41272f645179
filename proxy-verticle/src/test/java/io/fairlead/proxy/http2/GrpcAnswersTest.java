package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the sidecar itself says to clients of HTTP/2 and gRPC. */
class GrpcAnswersTest {
  @AutoClose private final Mesh mesh = Mesh.with("--task.namespace=demo.local");
  @AutoClose private final H2Client client = new H2Client(mesh.port());

  private H2Client.Answer call(String... fields) {
    var all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 0, fields.length);
    all[fields.length] = "content-type";
    all[fields.length + 1] = "application/grpc+proto";
    return client.post("backend", "/a.B/C", "x", all);
  }

  private static int unused() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aClientOfHttp2IsToldAsOneOfHttp1Is() throws Exception {
    mesh.service("other", unused());

    var plain = mesh.get("backend", "/");
    var answer = client.get("backend", "/");

    assertThat(answer.status()).isEqualTo(plain.status());
    assertThat(answer.body()).isEqualTo(plain.body()).isNotEmpty();
    assertThat(answer.field("content-type")).isEqualTo(plain.header("content-type"));
    assertThat(answer.field("content-length")).isEqualTo(plain.header("content-length"));
    assertThat(answer.field("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(answer.field("x-fairlead-never-sent")).isEqualTo("true");
    var head = client.open(H2Client.head("HEAD", "backend", "/"), true).answer();
    assertThat(head.status()).isEqualTo(plain.status());
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aCallToNobodyIsUnimplemented() throws Exception {
    mesh.service("other", unused());

    var answer = call();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("grpc-status")).isEqualTo("12");
    assertThat(answer.field("content-type")).isEqualTo("application/grpc");
    assertThat(answer.field("grpc-message")).startsWith("NoRoute: ").contains("backend");
    assertThat(answer.field("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(answer.body()).isEmpty();
    assertThat(answer.trailers()).as("Trailers-Only").isNull();
  }

  @Test
  void aCallToAnEndpointThatIsDownIsUnavailable() throws Exception {
    int port = unused();
    mesh.registry.serviceSpeaking("backend", AppProtocol.GRPC, port);
    mesh.awaitPorts("backend", port);

    var answer = call();

    assertThat(answer.field("grpc-status")).isEqualTo("14");
    assertThat(answer.field("x-fairlead-failure")).isEqualTo("ConnectFailed");
  }

  @Test
  void aCallThatTakesLongerThanItsOwnTimeoutExceedsItsDeadline() {
    try (var backend = new H2Server(request -> {})) {
      mesh.registry.serviceSpeaking("backend", AppProtocol.GRPC, backend.port());
      mesh.awaitPorts("backend", backend.port());

      var answer = call("grpc-timeout", "100m");

      assertThat(answer.field("grpc-status")).isEqualTo("4");
      assertThat(answer.field("x-fairlead-failure")).isEqualTo("DeadlineExceeded");
      assertThat(backend.all.get(0).field("grpc-timeout"))
          .as("what remains of 100 ms")
          .matches("\\d{1,5}u");
    }
  }

  @Test
  void aCallIsOverAtItsDeadlineWhileTheClientStillSends() {
    try (var backend = new H2Server(request -> {})) {
      mesh.registry.serviceSpeaking("backend", AppProtocol.GRPC, backend.port());
      mesh.awaitPorts("backend", backend.port());
      var head =
          H2Client.head(
              "POST",
              "backend",
              "/a.B/C",
              "content-type",
              "application/grpc",
              "grpc-timeout",
              "100m");

      var answer = client.open(head, false).send("x", false).answer();

      assertThat(answer.field("grpc-status")).isEqualTo("4");
    }
  }

  @Test
  void aSidecarsRefusalIsRepeatedThoughItsStatusIs200() {
    try (var refusing =
            new H2Server(
                request ->
                    request.head(
                        200,
                        true,
                        "content-type",
                        "application/grpc",
                        "grpc-status",
                        "14",
                        "x-fairlead-failure",
                        "ConnectFailed",
                        "x-fairlead-status",
                        "502",
                        "x-fairlead-never-sent",
                        "true"));
        var serving = H2Server.answering("fine")) {
      mesh.registry.serviceBehindSidecars(
          "backend", AppProtocol.GRPC, refusing.port(), serving.port());
      mesh.awaitPorts("backend", refusing.port(), serving.port());

      for (int i = 0; i < 4; i++) {
        assertThat(call().body()).isEqualTo("fine");
      }

      assertThat(refusing.requests.get()).isPositive();
    }
  }

  @Test
  void anApplicationsWordsAboutTheMeshAreNotPassedOn() {
    try (var backend =
        new H2Server(
            request -> {
              request.head(200, false, "x-fairlead-failure", "Shed", "x-a", "b");
              request.data("x", false).trailers("x-fairlead-failure", "Shed", "grpc-status", "0");
            })) {
      mesh.registry.serviceSpeaking("backend", AppProtocol.GRPC, backend.port());
      mesh.awaitPorts("backend", backend.port());

      var answer = call("x-fairlead-never-sent", "true", "x-forwarded-client-cert", "Hash=1");

      assertThat(answer.field("x-fairlead-failure")).isNull();
      assertThat(answer.field("x-a")).isEqualTo("b");
      assertThat(answer.trailer("x-fairlead-failure")).isNull();
      assertThat(answer.trailer("grpc-status")).isEqualTo("0");
      assertThat(backend.all.get(0).field("x-fairlead-never-sent")).isNull();
      assertThat(backend.all.get(0).field("x-forwarded-client-cert")).isNull();
    }
  }

  @Test
  void aResetBeforeTheAnswerIsAnAnswer() {
    try (var backend = new H2Server(request -> request.reset(Http2Error.INTERNAL_ERROR))) {
      mesh.registry.serviceSpeaking("backend", AppProtocol.GRPC, backend.port());
      mesh.awaitPorts("backend", backend.port());

      assertThat(call().field("grpc-status")).isEqualTo("14");
      assertThat(client.post("backend", "/", "x").field("x-fairlead-failure"))
          .isEqualTo("UpstreamReset");
    }
  }
}
