package io.fairlead.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.benchmarks.process.FreePorts;
import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.process.Unprepared;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our programs in C, compiled here as benchmarks/run does it. */
class NativeLoadTest {
  private static final Duration SPAN = Duration.ofMillis(300);

  @TempDir private static Path programs;
  private static Backend backend;

  @BeforeAll
  static void compileAndStart() throws IOException, InterruptedException {
    assumeTrue(isThere("cc") && isThere("taskset"), "cc and taskset are on the PATH");
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "this machine has two cores");
    for (String program : List.of("backend", "load")) {
      var compiler =
          new ProcessBuilder(
                  "cc",
                  "-std=gnu11",
                  "-O2",
                  "-Wall",
                  "-Wextra",
                  "-Werror",
                  "-o",
                  programs.resolve(program).toString(),
                  Path.of("src/main/c", program + ".c").toString())
              .inheritIO()
              .start();
      assertThat(compiler.waitFor()).as("compiling %s.c", program).isZero();
    }
    backend = Backend.start(programs, programs.resolve("work"));
  }

  @AfterAll
  static void stop() {
    if (backend != null) {
      backend.close();
    }
  }

  @Test
  void everyBodyArrivesWhole() throws IOException, InterruptedException {
    for (var body : Backend.Body.values()) {
      for (int port : backend.ports()) {
        var seen = HttpLoad.closedLoop(programs, body, 3).run(port, SPAN);
        assertThat(seen.requests()).as("%s at %d", body, port).isPositive();
        assertThat(seen.errors()).as("%s: %s", body, seen.firstError()).isZero();
        assertThat(seen.bytesEach()).isBetween((long) body.bytes(), body.bytes() + 200L);
      }
    }
  }

  @Test
  void anOpenLoopSendsNoMoreThanIsDue() throws IOException, InterruptedException {
    var seen =
        HttpLoad.openLoop(programs, Backend.Body.SMALL, 4, 100).run(backend.ports().get(0), SPAN);
    assertThat(seen.requests()).isBetween(1L, 31L);
    assertThat(seen.errors()).isZero();
  }

  @Test
  void requestsThatFollowOneAnotherAreAllAnsweredInOrder() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), backend.ports().get(0))) {
      var requests = "GET /b HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
      for (String piece : List.of(requests.substring(0, 3), requests.substring(3))) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
      }
      socket.shutdownOutput();
      var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(all)
          .contains("\r\n\r\n" + "x".repeat(16384) + "HTTP/1.1 200 OK\r\n")
          .endsWith("\r\n\r\n" + "x".repeat(200));
    }
  }

  @Test
  void anythingButTheExpectedAnswerIsAnError() throws IOException, InterruptedException {
    for (int status : List.of(200, 503)) {
      var server = server(status, 3);
      try {
        var client = HttpLoad.closedLoop(programs, Backend.Body.SMALL, 2);
        int port = server.getAddress().getPort();
        var seen = client.run(port, SPAN);
        assertThat(seen.requests()).as("answers with %d and 3 bytes", status).isZero();
        assertThat(seen.errors()).isPositive();
        assertThat(seen.firstError()).startsWith("HTTP/1.1 " + status);
        assertThat(client.isAnswered(port)).isFalse();
      } finally {
        server.stop(0);
      }
    }
  }

  @Test
  void nobodyThereIsAFailure() throws IOException {
    int port = FreePorts.next();
    var client = HttpLoad.closedLoop(programs, Backend.Body.SMALL, 2);
    assertThatThrownBy(() -> client.run(port, SPAN))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("connect");
  }

  @Test
  void heldConnectionsAreWellWhileTheyAreAnswered() throws InterruptedException {
    int port = backend.ports().get(0);
    try (var idle = HeldConnections.idle(port, 20);
        var slow = HeldConnections.slow(port, 20)) {
      slow.read(SPAN);
      assertThat(idle.broken()).isZero();
      assertThat(slow.broken()).isZero();
    }
  }

  @Test
  void heldConnectionsThatGetSomethingElseAreBroken() throws IOException, InterruptedException {
    var server = server(503, Backend.Body.SMALL.bytes());
    try (var idle = HeldConnections.idle(server.getAddress().getPort(), 3)) {
      assertThat(idle.broken()).isEqualTo(3);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void programsThatWereNotCompiledAreAskedFor(@TempDir Path empty) {
    assertThatThrownBy(() -> HttpLoad.closedLoop(empty, Backend.Body.SMALL, 1))
        .isInstanceOf(Unprepared.class)
        .hasMessageContaining("benchmarks/run");
  }

  private static HttpServer server(int status, int bytes) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, bytes);
          exchange.getResponseBody().write(new byte[bytes]);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
