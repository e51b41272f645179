package io.fairlead.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fairlead.benchmarks.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
  private static final byte[] GOOD = request("/good");
  private static final byte[] BAD = request("/bad");

  private final ClosedLoop client = new ClosedLoop();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/good", 200);
    answer("/bad", 500);
    server.start();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
  }

  @Test
  void everyRequestOfAListIsAskedOnce() throws InterruptedException {
    var seen = client.run(port(), 4, Workload.once(Collections.nCopies(101, GOOD)), minute());
    assertThat(seen.requests()).isEqualTo(101);
    assertThat(asked).hasValue(101);
    assertThat(seen.errors()).isZero();
    assertThat(seen.bytesPerAnswer()).isEqualTo(5);
    assertThat(seen.p99Micros()).isGreaterThanOrEqualTo(seen.p50Micros()).isPositive();
  }

  @Test
  void failuresAreCountedApart() throws InterruptedException {
    var seen = client.run(port(), 1, Workload.once(List.of(GOOD, BAD, GOOD)), minute());
    assertThat(seen.requests()).isEqualTo(2);
    assertThat(seen.errors()).isEqualTo(1);
    assertThat(seen.firstError()).isEqualTo("status 500: bad\n");
  }

  @Test
  void timeEndsWhatHasNoEnd() throws InterruptedException {
    var work = Workload.anyOf(List.of(GOOD), new Random(1));
    var seen = client.run(port(), 2, work, Duration.ofMillis(200));
    assertThat(seen.requests()).isPositive().isEqualTo(asked.get());
    assertThat(seen.perSecond()).isPositive();
  }

  @Test
  void nobodyListeningIsAnError() throws IOException, InterruptedException {
    var seen = client.run(FreePorts.next(), 3, Workload.once(List.of(GOOD)), minute());
    assertThat(seen.errors()).isEqualTo(3);
    assertThat(seen.requests()).isZero();
  }

  private void answer(String path, int status) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          byte[] body = (path.substring(1) + "\n").getBytes(US_ASCII);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n").getBytes(US_ASCII);
  }
}
