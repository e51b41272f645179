package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.inTurn;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a client of the egress listener gets, byte by byte, from upstreams that behave. */
class EgressTest {
  @AutoClose private final Stage stage = Stage.inDemo();

  @Test
  void requestsAreRoutedByHost() throws IOException {
    stage.backends(stage.answering("backend"));
    var orders = stage.answering("orders");
    stage.mesh.service("orders", orders.port());

    assertThat(stage.mesh.get("backend:8080", "/").body()).isEqualTo("backend");
    assertThat(stage.mesh.get("ORDERS.demo.local:1234", "/a?b=c").body()).isEqualTo("orders");
    assertThat(orders.heads).last().asString().startsWith("GET /a?b=c HTTP/1.1\r\n");
    assertThat(orders.heads).last().asString().containsIgnoringCase("host: ORDERS.demo.local:1234");
  }

  @Test
  void absoluteFormIsRoutedByItsAuthority() throws IOException {
    var backend = stage.answering("backend");
    stage.backends(backend);

    var answer = stage.answerTo(head("GET http://backend:8080/x HTTP/1.1", "Host: BACKEND:8080"));

    assertThat(answer.body()).isEqualTo("backend");
    assertThat(backend.heads).first().asString().startsWith("GET /x HTTP/1.1\r\n");
    assertThat(backend.heads).first().asString().containsIgnoringCase("\r\nhost: backend:8080\r\n");
  }

  @Test
  void unknownHostIsNamedAndSoAreKnownOnes() throws IOException {
    stage.mesh.service("backend", 1);

    var answer = stage.mesh.get("bakend:8080", "/");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("x-fairlead-failure")).isEqualTo("NoRoute");
    assertThat(answer.body())
        .isEqualTo(
            "NoRoute: no route for host 'bakend:8080' (known: backend.demo.local); GET /routes on the"
                + " sidecar's management port lists all\n");
  }

  @Test
  void hopByHopFieldsStayOnTheirConnection() throws IOException {
    var backend =
        stage.backend(
            inTurn(
                head(
                    "HTTP/1.1 200 OK",
                    "Connection: x-hop",
                    "X-Hop: 1",
                    "Keep-Alive: timeout=9",
                    "X-Kept: 1",
                    "Set-Cookie: a=1",
                    "Set-Cookie: b=2",
                    "Content-Length: 0")));

    var answer =
        stage.answerTo(
            head(
                "GET / HTTP/1.1",
                "Host: backend",
                "Connection: keep-alive, X-Private, Content-Length",
                "X-Private: 1",
                "TE: trailers",
                "Keep-Alive: 5",
                "Proxy-Authorization: secret",
                "Proxy-Connection: keep-alive",
                "Upgrade: h2c",
                "X-Kept: 1"));

    String sent = backend.heads.get(0).toLowerCase(Locale.ROOT);
    assertThat(sent)
        .contains("x-kept: 1", "x-request-id: ")
        .doesNotContain("x-private", "te:", "keep-alive", "proxy-", "upgrade", "connection");
    assertThat(answer.header("x-kept")).isEqualTo("1");
    assertThat(answer.head()).contains("a=1").contains("b=2");
    assertThat(answer.header("x-hop")).isNull();
    assertThat(answer.header("keep-alive")).isNull();
  }

  @Test
  void requestIdOfTheClientIsKept() throws IOException {
    var backend = stage.answering("");
    stage.backends(backend);

    stage.answerTo(head("GET / HTTP/1.1", "Host: backend", "X-Request-Id: mine"));

    assertThat(backend.heads.get(0).toLowerCase(Locale.ROOT))
        .containsOnlyOnce("x-request-id")
        .contains("x-request-id: mine");
  }

  @Test
  void headHasALengthAndNoBody() throws IOException {
    stage.backend(always(c -> c.write(head("HTTP/1.1 200 OK", "Content-Length: 5000"))));
    var client = stage.client();

    client.send(head("HEAD / HTTP/1.1", "Host: backend"));
    assertThat(client.answerWithoutBody().header("content-length")).isEqualTo("5000");
    client.send(head("HEAD / HTTP/1.1", "Host: backend"));
    assertThat(client.answerWithoutBody().status()).isEqualTo(200);
  }

  @Test
  void statusesWithoutBodyHaveNoFraming() throws IOException {
    stage.backend(
        inTurn(
            head("HTTP/1.1 204 No Content"),
            head("HTTP/1.1 304 Not Modified", "Content-Length: 77", "ETag: x"),
            ok("after")));
    var client = stage.client();

    var noContent = client.send(Stage.GET).answer();
    assertThat(noContent.status()).isEqualTo(204);
    assertThat(noContent.header("content-length")).isNull();
    assertThat(noContent.header("transfer-encoding")).isNull();
    var notModified = client.send(Stage.GET).answer();
    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.header("etag")).isEqualTo("x");
    assertThat(client.send(Stage.GET).answer().body()).isEqualTo("after");
  }

  @Test
  void chunkedResponsesKeepTheirTrailers() throws IOException {
    stage.backend(
        once(
            c -> {
              c.write(head("HTTP/1.1 200 Fine", "Transfer-Encoding: chunked", "Trailer: X-Sum"));
              c.write(head("3", "abc", "2", "de", "0", "X-Sum: 5"));
            }));

    var answer = stage.get();

    assertThat(answer.head()).startsWith("HTTP/1.1 200 Fine\r\n");
    assertThat(answer.body()).isEqualToIgnoringCase("abcde[X-Sum: 5]");
  }

  @Test
  void largeBodiesStreamBothWays() throws IOException {
    int size = 8 << 20;
    stage.backend(once(c -> c.write(ok(c.readBytes(size)))));
    var client = stage.client();

    client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: " + size));
    client.send("0123456789abcdef".repeat(size / 16));

    assertThat(client.answer().body()).isEqualTo("0123456789abcdef".repeat(size / 16));
  }

  @Test
  void chunkedRequestsAreFramedAnew() throws IOException {
    stage.backend(once(c -> c.write(ok(c.readBytes("3\r\nabc\r\n0\r\n\r\n".length())))));

    var answer =
        stage.answerTo(
            head("POST / HTTP/1.1", "Host: backend", "Transfer-Encoding: chunked")
                + "3;x=y\r\nabc\r\n0\r\n\r\n");

    assertThat(answer.body()).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
  }

  /** The head of a request that sends its five bytes when it is told to continue. */
  private static String expectingContinue() {
    return head("POST / HTTP/1.1", "Host: backend", "Content-Length: 5", "Expect: 100-continue");
  }

  @Test
  void continueIsAskedForByTheUpstream() throws IOException {
    var backend =
        stage.backend(
            once(
                c -> {
                  c.write("HTTP/1.1 100 Continue\r\n\r\n");
                  c.write(ok(c.readBytes(5)));
                }));
    var client = stage.client();

    client.send(expectingContinue());
    assertThat(client.head()).startsWith("HTTP/1.1 100 ");
    client.send("hello");

    assertThat(client.answer().body()).isEqualTo("hello");
    assertThat(backend.heads.get(0)).containsIgnoringCase("expect: 100-continue");
  }

  @Test
  void aFinalAnswerComesWithoutTheExpectedBody() throws IOException {
    stage.backend(
        once(
            c -> {
              c.write(head("HTTP/1.1 413 Too Large", "Content-Length: 0"));
              c.read();
            }));
    var client = stage.client();

    var answer = client.send(expectingContinue()).answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    stage.backend(
        c -> {
          for (String head = c.readHead(); head != null; head = c.readHead()) {
            c.write(ok(head.substring(4, 6)));
          }
        });
    var client = stage.client();

    client.send(
        head("GET /1 HTTP/1.1", "Host: backend") + head("GET /2 HTTP/1.1", "Host: backend"));

    assertThat(client.answer().body()).isEqualTo("/1");
    assertThat(client.answer().body()).isEqualTo("/2");
  }

  @Test
  void http10ClientsGetBodiesEndedByClosing() throws IOException {
    stage.backend(
        inTurn("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));

    var answer = stage.answerTo(head("GET / HTTP/1.0", "Host: backend", "Connection: keep-alive"));

    assertThat(answer.body()).isEqualTo("abc");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.header("transfer-encoding")).isNull();
  }
}
