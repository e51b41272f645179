package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Mesh;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies in both directions: whole, and no faster than they are read. */
class Http2WindowsTest {
  private static final int PIECE = 16 * 1024;
  private static final int PIECES = 2048;

  /** Three windows, and what Netty and the kernel hold of one connection each. */
  private static final int HELD_MAX = 16 * 1024 * 1024;

  @AutoClose private final Mesh ingress;

  @AutoClose private final Mesh egress = Mesh.with("--task.namespace=demo.local");
  @AutoClose private final H2Client client = new H2Client(egress.port());

  private final AtomicInteger sent = new AtomicInteger();

  @AutoClose
  private final H2Server backend =
      new H2Server(
          request -> {
            if (request.head.method().toString().equals("GET")) {
              request.head(200, false);
              sendAll(request.stream(), sent, PIECES, true);
            } else {
              request.answer(200, Integer.toString(checksum(request.body())));
            }
          });

  Http2WindowsTest() {
    ingress =
        Mesh.with(
            "--task.namespace=demo.local",
            "--task.id=task-1",
            "--services=[{\"portName\":\"p\",\"discoveryName\":\"backend\",\"appProtocol\":\"http2\","
                + "\"containerPort\":"
                + backend.port()
                + "}]");
  }

  @BeforeEach
  void twoSidecars() {
    int port = ingress.sidecar.ingressPorts().get("backend");
    egress.registry.serviceBehindSidecars("backend", AppProtocol.HTTP2, port);
    egress.awaitPorts("backend", port);
  }

  private static int checksum(String body) {
    return body.hashCode();
  }

  private static byte[] piece(int number) {
    byte[] bytes = new byte[PIECE];
    for (int i = 0; i < PIECE; i++) {
      bytes[i] = (byte) ('a' + (number * 31 + i) % 26);
    }
    return bytes;
  }

  private static String whole(int pieces) {
    var body = new StringBuilder(pieces * PIECE);
    for (int i = 0; i < pieces; i++) {
      body.append(new String(piece(i), java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return body.toString();
  }

  /** Sends pieces as fast as the window opens; the next one when one was written. */
  private static void sendAll(Channel stream, AtomicInteger sent, int pieces, boolean last) {
    int number = sent.getAndIncrement();
    if (number >= pieces) {
      return;
    }
    var frame =
        new DefaultHttp2DataFrame(
            Unpooled.wrappedBuffer(piece(number)), last && number == pieces - 1);
    stream
        .writeAndFlush(frame)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                sendAll(stream, sent, pieces, last);
              }
            });
  }

  private static void until(BooleanSupplier condition) {
    await().until(condition::getAsBoolean);
  }

  @Test
  void aLargeBodyArrivesWholeUpAndDown() {
    String expected = whole(PIECES);

    assertThat(checksum(client.get("backend", "/").body())).isEqualTo(checksum(expected));

    var up = client.open(H2Client.head("POST", "backend", "/"), false);
    sendAll(up.channel(), new AtomicInteger(), PIECES, true);
    assertThat(up.answer().body()).isEqualTo(Integer.toString(checksum(expected)));
  }

  @Test
  void aClientThatDoesNotReadStopsTheEndpoint() {
    var call = client.open(H2Client.head("GET", "backend", "/"), true).pause();

    until(() -> isSteady(sent));
    assertThat(sent.get() * PIECE).isLessThan(HELD_MAX / 8);

    // Others on the same connections between the sidecars are not held up; the client's own
    // connection is full.
    try (var other = new H2Client(egress.port())) {
      assertThat(other.post("backend", "/", "x").body()).isEqualTo(Integer.toString(checksum("x")));
    }
    call.goOn();
    var answer = call.answer();
    assertThat(answer.body().length())
        .as("%s %s", answer.reset(), answer.head())
        .isEqualTo(PIECES * PIECE);
    assertThat(checksum(answer.body())).isEqualTo(checksum(whole(PIECES)));
  }

  @Test
  void anEndpointThatDoesNotReadStopsTheClient() {
    var up = client.open(H2Client.head("POST", "backend", "/"), false);
    until(() -> backend.all.size() == 1);
    backend.all.get(0).stream().config().setAutoRead(false);
    var given = new AtomicInteger();

    sendAll(up.channel(), given, PIECES, true);

    until(() -> isSteady(given));
    assertThat(given.get() * PIECE).isLessThan(HELD_MAX / 8);
    backend.all.get(0).stream().config().setAutoRead(true);
    backend.all.get(0).stream().read();
    assertThat(up.answer().body()).isEqualTo(Integer.toString(checksum(whole(PIECES))));
  }

  private int before = -1;
  private int same;

  /** Whether a number has not changed between several looks at it. */
  private boolean isSteady(AtomicInteger number) {
    same = number.get() == before && before > 0 ? same + 1 : 0;
    before = number.get();
    return same >= 5;
  }
}
