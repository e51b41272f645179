package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static io.fairlead.proxy.RawUpstream.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.TimeoutConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client of the egress listener gets, byte by byte, from upstreams that behave. */
class EgressTest {
  private Mesh mesh;

  @BeforeEach
  void start() {
    mesh = Mesh.with("--task.namespace=demo.local", "--limits.eventLoops=1");
  }

  @AfterEach
  void stop() {
    mesh.close();
  }

  @Test
  void requestsAreRoutedByHost() throws IOException {
    try (var backend = RawUpstream.answering("backend");
        var orders = RawUpstream.answering("orders")) {
      mesh.service("backend", backend.port());
      mesh.service("orders", orders.port());

      assertThat(mesh.get("backend:8080", "/").body()).isEqualTo("backend");
      assertThat(mesh.get("ORDERS.demo.local:1234", "/a?b=c").body()).isEqualTo("orders");
      assertThat(orders.heads).last().asString().startsWith("GET /a?b=c HTTP/1.1\r\n");
      assertThat(orders.heads)
          .last()
          .asString()
          .containsIgnoringCase("host: ORDERS.demo.local:1234");
    }
  }

  @Test
  void absoluteFormIsRoutedByItsAuthority() throws IOException {
    try (var backend = RawUpstream.answering("backend");
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("GET http://backend:8080/x HTTP/1.1\r\nHost: elsewhere\r\n\r\n");

      assertThat(client.answer().body()).isEqualTo("backend");
      assertThat(backend.heads).first().asString().startsWith("GET /x HTTP/1.1\r\n");
      assertThat(backend.heads)
          .first()
          .asString()
          .containsIgnoringCase("host: backend:8080\r\n")
          .doesNotContain("elsewhere");
    }
  }

  @Test
  void unknownHostIsNamedAndSoAreKnownOnes() throws IOException {
    mesh.service("backend", 1);

    var answer = mesh.get("bakend:8080", "/");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("fairlead-failure")).isEqualTo("NoRoute");
    assertThat(answer.body())
        .isEqualTo("NoRoute: no route for host 'bakend:8080' (known: backend.demo.local)\n");
  }

  @Test
  void hopByHopFieldsStayOnTheirConnection() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(
                      head(
                          "HTTP/1.1 200 OK",
                          "Connection: x-hop",
                          "X-Hop: 1",
                          "Keep-Alive: timeout=9",
                          "X-Kept: 1",
                          "Set-Cookie: a=1",
                          "Set-Cookie: b=2",
                          "Content-Length: 0"));
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send(
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
      var answer = client.answer();

      String sent = backend.heads.get(0).toLowerCase(Locale.ROOT);
      assertThat(sent)
          .contains("x-kept: 1", "x-request-id: ")
          .doesNotContain("x-private", "te:", "keep-alive", "proxy-", "upgrade", "connection");
      assertThat(answer.header("x-kept")).isEqualTo("1");
      assertThat(answer.head()).contains("a=1").contains("b=2");
      assertThat(answer.header("x-hop")).isNull();
      assertThat(answer.header("keep-alive")).isNull();
    }
  }

  @Test
  void requestIdOfTheClientIsKept() throws IOException {
    try (var backend = RawUpstream.answering("");
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("GET / HTTP/1.1\r\nHost: backend\r\nX-Request-Id: mine\r\n\r\n").answer();

      assertThat(backend.heads.get(0).toLowerCase(Locale.ROOT))
          .containsOnlyOnce("x-request-id")
          .contains("x-request-id: mine");
    }
  }

  @Test
  void headHasALengthAndNoBody() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    c.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
                  }
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("HEAD / HTTP/1.1\r\nHost: backend\r\n\r\n");
      assertThat(client.answerWithoutBody().header("content-length")).isEqualTo("5000");
      client.send("HEAD / HTTP/1.1\r\nHost: backend\r\n\r\n");
      assertThat(client.answerWithoutBody().status()).isEqualTo(200);
    }
  }

  @Test
  void statusesWithoutBodyHaveNoFraming() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("HTTP/1.1 204 No Content\r\n\r\n");
                  c.readHead();
                  c.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 77\r\nETag: x\r\n\r\n");
                  c.readHead();
                  c.write(ok("after"));
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      var noContent = client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n").answer();
      assertThat(noContent.status()).isEqualTo(204);
      assertThat(noContent.header("content-length")).isNull();
      assertThat(noContent.header("transfer-encoding")).isNull();
      var notModified = client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n").answer();
      assertThat(notModified.status()).isEqualTo(304);
      assertThat(notModified.header("etag")).isEqualTo("x");
      assertThat(client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n").answer().body())
          .isEqualTo("after");
    }
  }

  @Test
  void chunkedResponsesKeepTheirTrailers() throws IOException {
    try (var backend =
        new RawUpstream(
            c -> {
              c.readHead();
              c.write(head("HTTP/1.1 200 Fine", "Transfer-Encoding: chunked", "Trailer: X-Sum"));
              c.write(head("3", "abc", "2", "de", "0", "X-Sum: 5"));
            })) {
      mesh.service("backend", backend.port());

      var answer = mesh.get("backend", "/");

      assertThat(answer.head()).startsWith("HTTP/1.1 200 Fine\r\n");
      assertThat(answer.body()).isEqualToIgnoringCase("abcde[X-Sum: 5]");
    }
  }

  @Test
  void largeBodiesStreamBothWays() throws IOException {
    int size = 8 << 20;
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(ok(c.readBytes(size)));
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("PUT / HTTP/1.1\r\nHost: backend\r\nContent-Length: " + size + "\r\n\r\n");
      client.send("0123456789abcdef".repeat(size / 16));

      assertThat(client.answer().body()).isEqualTo("0123456789abcdef".repeat(size / 16));
    }
  }

  @Test
  void chunkedRequestsAreFramedAnew() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(ok(c.readBytes("3\r\nabc\r\n0\r\n\r\n".length())));
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send(
          "POST / HTTP/1.1\r\nHost: backend\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n");

      assertThat(client.answer().body()).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
    }
  }

  @Test
  void continueIsAskedForByTheUpstream() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("HTTP/1.1 100 Continue\r\n\r\n");
                  c.write(ok(c.readBytes(5)));
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send(
          "POST / HTTP/1.1\r\nHost: backend\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      client.send("hello");

      assertThat(client.answer().body()).isEqualTo("hello");
      assertThat(backend.heads.get(0)).containsIgnoringCase("expect: 100-continue");
    }
  }

  @Test
  void aFinalAnswerComesWithoutTheExpectedBody() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                  c.read();
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send(
          "POST / HTTP/1.1\r\nHost: backend\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      var answer = client.answer();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(client.ending()).isEqualTo("closed");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  for (String head = c.readHead(); head != null; head = c.readHead()) {
                    c.write(ok(head.substring(4, 6)));
                  }
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send(
          "GET /1 HTTP/1.1\r\nHost: backend\r\n\r\nGET /2 HTTP/1.1\r\nHost: backend\r\n\r\n");

      assertThat(client.answer().body()).isEqualTo("/1");
      assertThat(client.answer().body()).isEqualTo("/2");
    }
  }

  @Test
  void http10ClientsGetBodiesEndedByClosing() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(
                      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("GET / HTTP/1.0\r\nHost: backend\r\nConnection: keep-alive\r\n\r\n");
      var answer = client.answer();

      assertThat(answer.body()).isEqualTo("abc");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(answer.header("transfer-encoding")).isNull();
    }
  }

  @Test
  void connectionsAreReusedMostRecentFirst() throws IOException {
    try (var backend = RawUpstream.answering("x")) {
      mesh.service("backend", backend.port());

      for (int i = 0; i < 10; i++) {
        mesh.get("backend", "/");
      }

      assertThat(backend.connections).hasValue(1);
    }
  }

  @Test
  void idleConnectionsAreClosed() throws IOException {
    var closed = new CountDownLatch(1);
    try (var idle = Mesh.with("--limits.eventLoops=1", "--pool.idleTimeout=100ms");
        var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(ok(""));
                  if (c.readHead() == null) {
                    closed.countDown();
                  }
                })) {
      idle.service("backend", backend.port());
      idle.get("backend", "/");

      await().until(() -> closed.getCount() == 0);
    }
  }

  @Test
  void connectionsOfEndpointsThatAreGoneAreClosed() throws IOException {
    var closed = new CountDownLatch(1);
    try (var other = RawUpstream.answering("other");
        var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write(ok(""));
                  if (c.readHead() == null) {
                    closed.countDown();
                  }
                })) {
      mesh.service("backend", backend.port());
      mesh.get("backend", "/");
      mesh.service("backend", other.port());

      await().atMost(Duration.ofSeconds(3)).until(() -> closed.getCount() == 0);
    }
  }

  @Test
  void aClientThatLeavesCancelsTheUpstream() throws Exception {
    var arrived = new CountDownLatch(1);
    var left = new CountDownLatch(1);
    try (var backend =
        new RawUpstream(
            c -> {
              c.readHead();
              arrived.countDown();
              try {
                if (c.read() < 0) {
                  left.countDown();
                }
              } catch (IOException reset) {
                left.countDown();
              }
            })) {
      mesh.service("backend", backend.port());
      var client = new RawClient(mesh.port());
      client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n");
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
      client.reset();

      assertThat(left.await(5, TimeUnit.SECONDS)).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(mesh.count("mesh_proxy_requests_total", "code", "4xx")).isEqualTo(1));
      assertThat(backend.connections).as("a cancelled request is not repeated").hasValue(1);
    }
  }

  @Test
  void aResponseThatBreaksOffBreaksTheClientsConnection() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                  c.reset();
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n");

      assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
      assertThat(backend.connections).as("the client has seen a head already").hasValue(1);
    }
  }

  @Test
  void aResponseThatBreaksOffResetsHttp10Clients() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                  c.reset();
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("GET / HTTP/1.0\r\nHost: backend\r\n\r\n");

      assertThatThrownBy(client::answer).hasMessageContaining("reset");
    }
  }

  @Test
  void aSlowUpstreamMeetsTheServicesTimeout() throws IOException {
    try (var backend =
        new RawUpstream(
            c -> {
              c.readHead();
              c.read();
            })) {
      mesh.registry.service("backend", new TimeoutConfiguration(null, 1), backend.port());
      mesh.awaitPorts("backend", backend.port());

      long begun = System.nanoTime();
      try (var client = new RawClient(mesh.port())) {
        client.send("POST / HTTP/1.1\r\nHost: backend\r\nContent-Length: 0\r\n\r\n");
        var answer = client.answer();

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.header("fairlead-failure")).isEqualTo("DeadlineExceeded");
        assertThat(answer.body()).contains("i-" + backend.port()).contains("within 1000 ms");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void silenceMeetsTheServicesIdleTimeout() throws IOException {
    try (var backend =
        new RawUpstream(
            c -> {
              c.readHead();
              c.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
              c.read();
            })) {
      mesh.registry.service("backend", new TimeoutConfiguration(1, 0), backend.port());
      mesh.awaitPorts("backend", backend.port());

      try (var client = new RawClient(mesh.port())) {
        client.send("GET / HTTP/1.1\r\nHost: backend\r\n\r\n");
        assertThatThrownBy(client::answer).hasMessageContaining("broke off after 3");
      }
    }
  }

  @Test
  void aClientThatStopsSendingIsToldSo() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.readBytes(10);
                });
        var client = new RawClient(mesh.port())) {
      mesh.registry.service("backend", new TimeoutConfiguration(1, 0), backend.port());
      mesh.awaitPorts("backend", backend.port());

      client.send(head("PUT / HTTP/1.1", "Host: backend", "Content-Length: 10") + "abc");
      var answer = client.answer();

      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(backend.connections).as("nobody else can help").hasValue(1);
    }
  }

  @Test
  void whatIsNotHttpIsAnInvalidResponse() throws IOException {
    try (var backend =
            new RawUpstream(
                c -> {
                  c.readHead();
                  c.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
                  c.read();
                });
        var client = new RawClient(mesh.port())) {
      mesh.service("backend", backend.port());

      client.send("POST / HTTP/1.1\r\nHost: backend\r\nContent-Length: 0\r\n\r\n");
      var answer = client.answer();

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.header("fairlead-failure")).isEqualTo("InvalidResponse");
    }
  }

  @Test
  void whatIsTooMuchIsShedAndNothingElse() throws Exception {
    var arrived = new CountDownLatch(2);
    var mayAnswer = new CountDownLatch(1);
    try (var small = Mesh.with("--limits.requestsMax=2", "--limits.eventLoops=1");
        var backend =
            new RawUpstream(
                c -> {
                  while (c.readHead() != null) {
                    arrived.countDown();
                    RawUpstream.await(mayAnswer);
                    c.write(ok("late"));
                  }
                });
        var one = new RawClient(small.port());
        var two = new RawClient(small.port())) {
      small.service("backend", backend.port());
      one.send(head("GET / HTTP/1.1", "Host: backend"));
      two.send(head("GET / HTTP/1.1", "Host: backend"));
      assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();

      var shed = small.get("backend", "/");
      mayAnswer.countDown();

      assertThat(shed.status()).isEqualTo(503);
      assertThat(shed.header("fairlead-failure")).isEqualTo("Shed");
      assertThat(one.answer().body()).isEqualTo("late");
      assertThat(two.answer().body()).isEqualTo("late");
      await().until(() -> small.get("backend", "/").status() == 200);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws IOException {
    try (var small = Mesh.with("--limits.connectionsMax=1", "--limits.eventLoops=1");
        var held = new RawClient(small.port())) {
      held.send(head("GET / HTTP/1.1", "Host: nobody")).answer();

      try (var refused = new RawClient(small.port())) {
        assertThat(refused.ending()).isIn("closed", "reset");
      }
      assertThat(held.send(head("GET / HTTP/1.1", "Host: nobody")).answer().status())
          .isEqualTo(404);
    }
  }

  @Test
  void aServiceWithoutEndpointsIsUnavailable() throws IOException {
    mesh.service("backend", 1);
    mesh.service("backend");
    await().until(() -> mesh.sidecar.routes().table().find("backend").endpoints().isEmpty());

    var answer = mesh.get("backend", "/");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("fairlead-failure")).isEqualTo("NoHealthyEndpoint");
    assertThat(answer.body()).contains("service backend.demo.local has no endpoint");
  }
}
