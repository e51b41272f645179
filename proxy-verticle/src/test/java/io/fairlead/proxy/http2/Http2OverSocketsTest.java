package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawUpstream;
import io.netty.handler.codec.http2.Http2Error;
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

  @Test
  void bodiesAndTrailersGoBothWaysInHttp2() {
    try (var backend =
        new H2Server(
            request ->
                request
                    .head(200, false, "x-a", "b")
                    .data(request.body() + "!", false)
                    .trailers("x-sum", request.trailers.get("x-check").toString()))) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      var answer =
          client
              .open(H2Client.head("POST", "backend", "/", "te", "trailers"), false)
              .send("one", false)
              .send("two", false)
              .sendTrailers("x-check", "7")
              .answer();

      assertThat(answer.body()).isEqualTo("onetwo!");
      assertThat(answer.field("x-a")).isEqualTo("b");
      assertThat(answer.trailer("x-sum")).isEqualTo("7");
      assertThat(backend.all.get(0).field("te")).isEqualTo("trailers");
    }
  }

  @Test
  void trailersOfHttp1BecomeTrailersOfHttp2() throws Exception {
    String chunked =
        RawUpstream.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "Trailer: X-Sum")
            + "3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n";
    try (var backend = new RawUpstream(RawUpstream.always(c -> c.write(chunked)))) {
      mesh.service("backend", backend.port());

      var answer = client.get("backend", "/");

      assertThat(answer.body()).isEqualTo("abc");
      assertThat(answer.trailer("x-sum")).isEqualTo("9");
    }
  }

  @Test
  void aBodyWithoutALengthIsChunkedForHttp1AndOneWithALengthIsNot() throws Exception {
    try (var backend =
        new RawUpstream(
            c -> {
              while (c.readHead() != null) {
                c.readBytes(backendBytes());
                c.write(RawUpstream.ok("done"));
              }
            })) {
      mesh.service("backend", backend.port());

      assertThat(client.post("backend", "/", "hello").body()).isEqualTo("done");
      assertThat(client.post("backend", "/", "hello", "content-length", "5").body())
          .isEqualTo("done");

      assertThat(backend.heads.get(0)).contains("transfer-encoding: chunked");
      assertThat(backend.heads.get(1)).contains("content-length: 5").doesNotContain("chunked");
    }
  }

  private int served;

  /** The chunked body first: its size line, its bytes and its end. */
  private int backendBytes() {
    return served++ == 0 ? "5\r\nhello\r\n0\r\n\r\n".length() : 5;
  }

  @Test
  void crumbsOfACookieAreOneLineForHttp1() throws Exception {
    try (var backend = RawUpstream.answering("x")) {
      mesh.service("backend", backend.port());

      client.get("backend", "/", "cookie", "a=1", "x-b", "2", "cookie", "c=3");

      assertThat(backend.heads.get(0)).contains("cookie: a=1; c=3\r\n").contains("x-b: 2\r\n");
    }
  }

  @Test
  void interimAnswersArePassedOn() {
    try (var backend =
        new H2Server(
            request -> {
              request.head(103, false, "link", "</a>");
              request.answer(200, "x");
            })) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      var call = client.open(H2Client.head("GET", "backend", "/"), true);

      assertThat(call.answer().status()).isEqualTo(200);
      assertThat(call.interim).containsExactly("103");
    }
  }

  @Test
  void anAnswerWithoutABodyIsNoneInEitherVersion() throws Exception {
    try (var backend = new H2Server(request -> request.head(200, true, "x-a", "b"))) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      assertThat(mesh.get("backend", "/").header("content-length")).isEqualTo("0");
      assertThat(client.get("backend", "/").body()).isEmpty();
      assertThat(client.open(H2Client.head("HEAD", "backend", "/"), true).answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void whatTheClientGivesUpIsGivenUpAtTheEndpoint() {
    try (var backend = new H2Server(request -> request.head(200, false).data("part", false))) {
      speaking("backend", AppProtocol.HTTP2, backend.port());
      var call = client.open(H2Client.head("GET", "backend", "/"), true);
      await().until(() -> call.received == 4);

      call.reset();

      await().until(() -> backend.resets.equals(java.util.List.of(8L)));
    }
  }

  @Test
  void theEndpointsReasonToBreakOffIsTheClients() {
    try (var backend =
        new H2Server(
            request -> {
              request.head(200, false).data("part", false);
              request.reset(Http2Error.INADEQUATE_SECURITY);
            })) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      var answer = client.get("backend", "/");

      assertThat(answer.reset()).isEqualTo(Http2Error.INADEQUATE_SECURITY.code());
    }
  }

  @Test
  void anAnswerThatEndsEarlyAsksTheClientToStop() {
    try (var backend =
        new H2Server(
            request -> {},
            request -> request.head(413, true),
            new io.netty.handler.codec.http2.Http2Settings())) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      var call = client.open(H2Client.head("POST", "backend", "/"), false).send("x", false);

      assertThat(call.answer().status()).isEqualTo(413);
      await().until(() -> !call.channel().isActive());
      await().until(() -> backend.all.get(0).reset >= 0);
    }
  }

  @Test
  void connectIsATunnelOnAStream() throws Exception {
    try (var backend =
        new RawUpstream(
            c -> {
              String said = c.readBytes(4);
              c.write("you said " + said);
            })) {
      mesh.service("backend", backend.port());
      var head =
          new io.netty.handler.codec.http2.DefaultHttp2Headers()
              .method("CONNECT")
              .authority("backend:443");

      var answer = client.open(head, false).send("ping", true).answer();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("you said ping");
    }
  }

  @Test
  void anUpgradeIsNotCarriedToAnEndpointOfHttp2() throws Exception {
    try (var backend = H2Server.answering("x");
        var raw = new io.fairlead.proxy.RawClient(mesh.port())) {
      speaking("backend", AppProtocol.HTTP2, backend.port());

      raw.send(
          "GET / HTTP/1.1\r\nHost: backend\r\nConnection: upgrade\r\nUpgrade:"
              + " websocket\r\n\r\n");

      var answer = raw.answer();
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.header("x-fairlead-failure")).isEqualTo("NotSupported");
    }
  }

  @Test
  void aSlowPrefaceIsStillOne() throws Exception {
    try (var backend = RawUpstream.answering("hello");
        var raw = new io.fairlead.proxy.RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      for (char c : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".toCharArray()) {
        raw.send(Character.toString(c));
      }

      // SETTINGS: three bytes of length, the type.
      assertThat(raw.ending()).isEqualTo("byte 0");
    }
  }

  @Test
  void aMethodThatBeginsAsThePrefaceDoesIsHttp1() throws Exception {
    try (var backend = RawUpstream.answering("hello");
        var raw = new io.fairlead.proxy.RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      raw.send("PR");
      raw.send("I / HTTP/1.1\r\nHost: backend\r\n\r\n");

      assertThat(raw.answer().body()).isEqualTo("hello");
    }
  }
}
