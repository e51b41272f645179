package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.always;
import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static io.fairlead.proxy.RawUpstream.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What HTTP/1.1 promises about the course of a message, beyond its form. */
class HttpSemanticsTest {
  @AutoClose private final Stage stage = Stage.inDemo();

  private static String post(String... more) {
    var lines = new java.util.ArrayList<>(java.util.List.of("POST / HTTP/1.1", "Host: backend"));
    lines.addAll(java.util.List.of(more));
    return head(lines.toArray(new String[0]));
  }

  @Test
  void earlyHintsComeBeforeTheAnswerAndNotToHttp10() throws IOException {
    stage.backend(
        always(
            c -> {
              c.write(head("HTTP/1.1 103 Early Hints", "Link: </a.css>"));
              c.write(ok("fine"));
            }));

    var modern = stage.client().send(Stage.GET);
    assertThat(modern.head()).startsWith("HTTP/1.1 103").containsIgnoringCase("link: </a.css>");
    assertThat(modern.answer().body()).isEqualTo("fine");

    var old = stage.client().send(head("GET / HTTP/1.0", "Host: backend"));
    assertThat(old.answer().body()).isEqualTo("fine");
  }

  @Test
  void continueIsNotPassedToWhoDidNotAsk() throws IOException {
    stage.backend(
        always(
            c -> {
              c.write(head("HTTP/1.1 100 Continue"));
              c.readBytes(2);
              c.write(ok("fine"));
            }));

    var client = stage.client().send(post("Content-Length: 2") + "ab");

    assertThat(client.head()).startsWith("HTTP/1.1 200");
  }

  @Test
  void continueIsPassedOnceOnly() throws IOException {
    stage.backend(
        always(
            c -> {
              c.write(head("HTTP/1.1 100 Continue") + head("HTTP/1.1 100 Continue"));
              c.readBytes(2);
              c.write(ok("fine"));
            }));

    var client = stage.client().send(post("Content-Length: 2", "Expect: 100-continue"));
    assertThat(client.head()).startsWith("HTTP/1.1 100");
    assertThat(client.send("ab").head()).startsWith("HTTP/1.1 200");
  }

  @Test
  void anAnswerWithoutTheExpectedBodyEndsTheConnection() throws IOException {
    stage.backend(once(c -> c.write(head("HTTP/1.1 417 No", "Content-Length: 0"))));

    var client = stage.client().send(post("Content-Length: 2", "Expect: 100-continue"));

    assertThat(client.answer().status()).isEqualTo(417);
    assertThat(client.ending()).isEqualTo("closed");
  }

  /** Chunks of a few bytes are joined on their way, never lost and never late. */
  @Test
  void anOpenBodyMovesBothWaysPieceByPiece() throws IOException {
    stage.backend(
        once(
            c -> {
              assertThat(c.readBytes(8)).isEqualTo("3\r\nabc\r\n");
              c.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "3\r\nABC\r\n");
              assertThat(c.readBytes(8)).isEqualTo("3\r\ndef\r\n");
              c.write("3\r\nDEF\r\n");
              assertThat(c.readBytes(5)).isEqualTo("0\r\n\r\n");
              c.write("0\r\n\r\n");
            }));
    var client = stage.client();

    client.send(post("Transfer-Encoding: chunked") + "3\r\nabc\r\n");
    assertThat(client.head()).startsWith("HTTP/1.1 200");
    assertThat(client.read(8)).isEqualTo("3\r\nABC\r\n");
    client.send("3\r\ndef\r\n");
    assertThat(client.read(8)).isEqualTo("3\r\nDEF\r\n");
    client.send("0\r\n\r\n");
    assertThat(client.read(5)).isEqualTo("0\r\n\r\n");
  }

  /** The second one's beginning waits in the sidecar while the first is answered. */
  @Test
  void aPipelinedBodyIsHandedOnBeforeItsEnd() throws IOException {
    stage.backend(
        c -> {
          c.readHead();
          c.write(ok("one"));
          c.readHead();
          assertThat(c.readBytes(2)).isEqualTo("ab");
          c.write(head("HTTP/1.1 200 OK", "Content-Length: 0"));
        });
    var client = stage.client();

    client.send(Stage.GET + post("Content-Length: 100") + "ab");

    assertThat(client.answer().body()).isEqualTo("one");
    assertThat(client.answer().status()).as("the endpoint saw its first bytes").isEqualTo(200);
  }

  @Test
  void trailersAreKeptBothWays() throws IOException {
    var backend =
        stage.backend(
            once(
                c -> {
                  c.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "2\r\nok\r\n");
                  c.write(c.readBytes("2\r\nab\r\n0\r\nx-sum: 1\r\n\r\n".length()).substring(7));
                }));
    var client =
        stage
            .client()
            .send(post("Transfer-Encoding: chunked") + "2\r\nab\r\n0\r\nX-Sum: 1\r\n\r\n");

    assertThat(client.answer().body()).isEqualTo("ok[x-sum: 1]");
    assertThat(backend.heads).hasSize(1);
  }

  @Test
  void aClientThatSendsNoMoreIsAnsweredInFull() throws IOException {
    String large = "x".repeat(3_000_000);
    stage.backend(always(c -> c.write(ok(large))));

    var client = stage.client().send(Stage.GET).end();

    assertThat(client.answer().body()).hasSameSizeAs(large);
    assertThat(client.ending()).isEqualTo("closed");
  }

  @Test
  void orCountsAsGoneWhenSetSo() throws Exception {
    var left = new CountDownLatch(1);
    try (var strict = Stage.with("--limits.halfClose=false", "--limits.eventLoops=1")) {
      strict.backend(
          once(
              c -> {
                if (c.read() < 0) {
                  left.countDown();
                }
              }));

      var client = strict.client().send(Stage.GET).end();

      assertThat(client.ending()).isEqualTo("closed");
      assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anEarlyAnswerReachesAClientThatStillSends() throws IOException {
    String large = "y".repeat(500_000);
    stage.backend(
        once(
            c -> {
              c.write(head("HTTP/1.1 413 Too Large", "Content-Length: " + large.length()) + large);
              c.readHead();
            }));
    var client = stage.client();

    client.sendInBackground(post("Content-Length: 50000000") + "z".repeat(5_000_000), false);

    var answer = client.answer();
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).hasSameSizeAs(large);
    assertThat(answer.header("connection")).isEqualTo("close");
  }

  /** The connection would otherwise be reset under the answer. */
  @Test
  void aRefusalReachesAClientThatStillSends() throws IOException {
    stage.answering("fine");
    var client = stage.client();

    client.sendInBackground(
        post("Content-Length: 5000000", "Bad Name: x") + "z".repeat(5_000_000), false);

    assertThat(client.answer().status()).isEqualTo(400);
  }

  /** Before the connection to the endpoint has come about, more than is kept for a retry comes. */
  @Test
  void aBodyThatComesBeforeItsConnectionIsWhole() throws IOException {
    String body = "0123456789abcdef".repeat(20_000);
    stage.backend(
        c -> {
          while (c.readHead() != null) {
            c.write(ok(Integer.toString(c.readBytes(body.length()).hashCode())));
          }
        });
    try (var small = Stage.with("--retry.bodyBytesMax=1000", "--limits.eventLoops=1")) {
      small.backend(
          c -> {
            while (c.readHead() != null) {
              c.write(ok(Integer.toString(c.readBytes(body.length()).hashCode())));
            }
          });
      for (var at : java.util.List.of(stage, small)) {
        for (int i = 0; i < 5; i++) {
          var client = at.client().send(post("Content-Length: " + body.length()) + body);
          assertThat(client.answer().body()).isEqualTo(Integer.toString(body.hashCode()));
          // Whatever held the body up, the connection is read on.
          client.send(post("Content-Length: " + body.length()) + body);
          assertThat(client.answer().body()).isEqualTo(Integer.toString(body.hashCode()));
          client.close();
        }
      }
    }
  }

  @Test
  void aConnectionCarriesSoManyRequestsAndNoMore() throws IOException {
    try (var few = Stage.with("--limits.requestsPerConnectionMax=3", "--limits.eventLoops=1")) {
      few.backends(few.answering("fine"));
      var client = few.client();

      assertThat(client.send(Stage.GET).answer().header("connection")).isNull();
      assertThat(client.send(Stage.GET).answer().header("connection")).isNull();
      assertThat(client.send(Stage.GET).answer().header("connection")).isEqualTo("close");
      assertThat(client.ending()).isEqualTo("closed");
    }
  }

  @Test
  void http10IsClosedUnlessItAsksOtherwise() throws IOException {
    stage.backends(stage.answering("fine"));

    var kept = stage.client();
    for (int i = 0; i < 2; i++) {
      var answer =
          kept.send(head("GET / HTTP/1.0", "Host: backend", "Connection: keep-alive")).answer();
      assertThat(answer.header("connection")).isEqualTo("keep-alive");
    }
    var closed = stage.client().send(head("GET / HTTP/1.0", "Host: backend"));
    assertThat(closed.answer().header("connection")).isEqualTo("close");
    assertThat(closed.ending()).isEqualTo("closed");
  }

  @Test
  void aBodyForHttp10ThatBreaksOffEndsWithAReset() throws IOException {
    stage.backend(
        once(
            c -> {
              c.write(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "2\r\nok\r\n");
              c.reset();
            }));

    var client = stage.client().send(head("GET / HTTP/1.0", "Host: backend"));

    assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
  }

  @Test
  void manyPipelinedRequestsAreAnsweredInOrder() throws IOException {
    stage.backend(
        c -> {
          for (String head = c.readHead(); head != null; head = c.readHead()) {
            c.write(ok(head.substring(5, head.indexOf(" HTTP"))));
          }
        });
    var requests = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      requests.append(head("GET /" + i + " HTTP/1.1", "Host: backend"));
    }
    var client = stage.client().sendInBackground(requests.toString(), true);

    for (int i = 0; i < 2000; i++) {
      assertThat(client.answer().body()).isEqualTo(Integer.toString(i));
    }
    assertThat(client.ending()).isEqualTo("closed");
  }
}
