package io.fairlead.proxy;

import static io.fairlead.proxy.RawUpstream.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes in comes out, however much it is: {@code -Dlossfree.mb=1024} sends a gigabyte each way.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing in passing
class LossFreeTest {
  private static final long BYTES = Integer.getInteger("lossfree.mb", 128) * (1L << 20);
  private static final int CONNECTIONS = Integer.getInteger("lossfree.connections", 10_000);

  /** A body of {@link #BYTES} in pieces of odd sizes. */
  private static final class Body {
    private final Random random;
    private final byte[] bytes = new byte[40_000];
    private final CRC32 sum = new CRC32();
    private final boolean chunked;

    Body(long seed, boolean chunked) {
      this.random = new Random(seed);
      this.chunked = chunked;
      random.nextBytes(bytes);
    }

    String framing() {
      return chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BYTES;
    }

    /**
     * Sends it.
     *
     * @param beforeTheLast waits before the last piece: an answer that ends early ends its request
     */
    void send(OutputStream out, Runnable beforeTheLast) throws IOException {
      for (long left = BYTES; left > 0; ) {
        int size = (int) Math.min(left, 1 + random.nextInt(bytes.length));
        if (size == left) {
          out.flush();
          beforeTheLast.run();
        }
        bytes[random.nextInt(size)]++;
        sum.update(bytes, 0, size);
        if (chunked) {
          out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(bytes, 0, size);
        if (chunked) {
          out.write('\r');
          out.write('\n');
        }
        left -= size;
      }
      if (chunked) {
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.flush();
    }

    /** The sum of a body of the same framing. */
    static long sumOf(InputStream in, boolean chunked) throws IOException {
      var sum = new CRC32();
      var data = new DataInputStream(in);
      byte[] bytes = new byte[65536];
      long total = 0;
      long left = chunked ? Long.parseLong(line(in), 16) : BYTES;
      while (left > 0) {
        int size = (int) Math.min(left, bytes.length);
        data.readFully(bytes, 0, size);
        sum.update(bytes, 0, size);
        total += size;
        left -= size;
        if (left == 0 && chunked) {
          line(in);
          left = Long.parseLong(line(in), 16);
        }
      }
      if (chunked) {
        line(in);
      }
      assertThat(total).isEqualTo(BYTES);
      return sum.getValue();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("ended in a line");
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  private static void skipHead(InputStream in) throws IOException {
    while (!line(in).isEmpty()) {
      // to the empty one
    }
  }

  /** Takes one request and answers it at once, while its body still comes. */
  private static final class Origin implements AutoCloseable {
    final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final CompletableFuture<Long> received = new CompletableFuture<>();
    final Body body;

    Origin(boolean chunked) throws IOException {
      body = new Body(7, chunked);
      async(
          () -> {
            while (true) {
              serve(server.accept(), chunked);
            }
          });
    }

    private void serve(Socket socket, boolean chunked) throws IOException {
      var in = new BufferedInputStream(socket.getInputStream(), 65536);
      if (in.read() < 0) {
        // a health check
        socket.close();
        return;
      }
      skipHead(in);
      async(
          () -> {
            received.complete(Body.sumOf(in, chunked));
            return null;
          });
      var out = new java.io.BufferedOutputStream(socket.getOutputStream(), 65536);
      out.write(head("HTTP/1.1 200 OK", body.framing()).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      body.send(out, received::join);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> CompletableFuture<T> async(Work<T> work) {
    var done = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                done.complete(work.run());
              } catch (IOException | RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
              }
            },
            "loss-free");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static void bothWaysAtOnce(int port, String host, Origin origin, boolean chunked)
      throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      var body = new Body(8, chunked);
      var out = new java.io.BufferedOutputStream(socket.getOutputStream(), 65536);
      var sent =
          async(
              () -> {
                String head = head("POST / HTTP/1.1", "Host: " + host, body.framing());
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                body.send(out, () -> {});
                return null;
              });
      var in = new BufferedInputStream(socket.getInputStream(), 65536);
      skipHead(in);
      long down = Body.sumOf(in, chunked);
      sent.get(60, TimeUnit.SECONDS);

      assertThat(down).as("down").isEqualTo(origin.body.sum.getValue());
      assertThat(origin.received.get(60, TimeUnit.SECONDS)).as("up").isEqualTo(body.sum.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothDirectionsAtOnceThroughEgress(boolean chunked) throws Exception {
    try (var origin = new Origin(chunked);
        var mesh = Mesh.with("--limits.eventLoops=1")) {
      mesh.service("backend", origin.server.getLocalPort());
      bothWaysAtOnce(mesh.port(), "backend", origin, chunked);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothDirectionsAtOnceThroughIngress(boolean chunked) throws Exception {
    try (var origin = new Origin(chunked)) {
      var service =
          new JsonObject()
              .put("portName", "http")
              .put("discoveryName", "app")
              .put("containerPort", origin.server.getLocalPort());
      try (var mesh =
          Mesh.with(
              "--task.namespace=demo.local",
              "--task.id=task-1",
              "--services=" + new JsonArray().add(service).encode(),
              "--limits.eventLoops=1")) {
        bothWaysAtOnce(mesh.sidecar.ingressPorts().get("app"), "app", origin, chunked);
      }
    }
  }

  @Test
  void connectionsThatComeAndGoLeaveNothingBehind() throws IOException {
    try (var stage = Stage.with("--limits.eventLoops=1", "--pool.idleTimeout=200ms")) {
      stage.backends(stage.answering("fine"));
      stage.get();
      long before = descriptors();
      for (int i = 0; i < CONNECTIONS; i++) {
        try (var client = new RawClient(stage.mesh.port())) {
          // Some say nothing, some half a head, some leave without their answer.
          switch (i % 10) {
            case 0 -> client.send("GET / HT");
            case 1 -> client.send(Stage.GET);
            case 2 -> {
              client.send(Stage.GET);
              client.reset();
            }
            case 3 -> client.end();
            default -> assertThat(client.send(Stage.GET).answer().body()).isEqualTo("fine");
          }
        }
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  stage.mesh.meters.find("mesh_proxy_upstream_connections").gauge().value() == 0
                      && descriptors() <= before + 5);
      assertThat(stage.get().body()).isEqualTo("fine");
    }
  }

  private static long descriptors() throws IOException {
    var folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }
}
