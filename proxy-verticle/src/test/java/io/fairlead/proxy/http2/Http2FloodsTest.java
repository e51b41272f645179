package io.fairlead.proxy.http2;

import static io.fairlead.proxy.http2.RawFrames.CONTINUATION;
import static io.fairlead.proxy.http2.RawFrames.DATA;
import static io.fairlead.proxy.http2.RawFrames.END_HEADERS;
import static io.fairlead.proxy.http2.RawFrames.HEADERS;
import static io.fairlead.proxy.http2.RawFrames.PING;
import static io.fairlead.proxy.http2.RawFrames.RST_STREAM;
import static io.fairlead.proxy.http2.RawFrames.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawUpstream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send much of what costs them little: they are sent away, others go on. */
class Http2FloodsTest {
  private static final long ENHANCE_YOUR_CALM = 11;

  /** The end of a connection on which the client still sent may come before GOAWAY is read. */
  private static final long OVERTAKEN = -1;

  @AutoClose
  private final Mesh mesh = Mesh.with("--task.namespace=demo.local", "--limits.eventLoops=1");

  @AutoClose private final RawUpstream backend = RawUpstream.answering("hello");
  @AutoClose private final H2Client other = new H2Client(mesh.port());

  Http2FloodsTest() throws IOException {}

  @BeforeEach
  void aServiceIsThere() {
    mesh.service("backend", backend.port());
  }

  /** Sends so many rounds of frames; other requests are made meanwhile and afterwards. */
  private long flood(int rounds, BiConsumer<RawFrames, Integer> round) throws IOException {
    try (var flood = new RawFrames(mesh.port())) {
      for (int i = 0; i < rounds; i++) {
        round.accept(flood, i);
        if (i % 500 == 0) {
          flood.send();
          assertThat(other.get("backend", "/").status()).isEqualTo(200);
        }
      }
      flood.send();
      long code = flood.ending();
      assertThat(other.get("backend", "/").status()).isEqualTo(200);
      assertThat(mesh.get("backend", "/").status()).isEqualTo(200);
      return code;
    }
  }

  private double limited(String limit) {
    return mesh.count("mesh_proxy_http2_limits_total", "limit", limit);
  }

  @Test
  void rapidResetsEndTheConnectionAndAllThatItBegan() throws Exception {
    var hang = new CountDownLatch(1);
    try (var slow =
        new RawUpstream(
            c -> {
              c.readHead();
              RawUpstream.await(hang);
            })) {
      mesh.service("slow", slow.port());

      long code =
          flood(
              2000,
              (frames, i) ->
                  frames
                      .get(2 * i + 1, "slow")
                      .frame(RST_STREAM, 0, 2 * i + 1, new byte[] {0, 0, 0, 8}));

      assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
      assertThat(limited("resets")).isEqualTo(1);
      assertThat(slow.connections.get()).isLessThanOrEqualTo(250);
      await().until(() -> mesh.meters.get("mesh_proxy_requests_under_way").gauge().value() == 0);
    } finally {
      hang.countDown();
    }
  }

  @Test
  void resetsThatTheClientMakesUsSendCountToo() throws Exception {
    long code =
        flood(
            2000,
            (frames, i) ->
                frames
                    .frame(HEADERS, END_HEADERS, 2 * i + 1, frames.block("POST", "backend"))
                    .frame(8, 0, 2 * i + 1, new byte[] {0, 0, 0, 0}));

    assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
    assertThat(limited("resets")).isEqualTo(1);
  }

  @Test
  void anEndlessHeadEndsTheConnection() throws Exception {
    byte[] block;
    try (var encoder = new RawFrames(mesh.port())) {
      block = encoder.block("GET", "backend");
    }
    byte[] field = {0, 1, 'a', 1, 'b'};

    long code =
        flood(
            5000,
            (frames, i) -> {
              if (i == 0) {
                frames.frame(HEADERS, 0, 1, block);
              } else {
                frames.frame(CONTINUATION, 0, 1, field);
              }
            });

    assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
    assertThat(limited("continuation")).isEqualTo(1);
  }

  @Test
  void emptyDataFramesEndTheConnection() throws Exception {
    long code =
        flood(
            5000,
            (frames, i) -> {
              if (i == 0) {
                frames.frame(HEADERS, END_HEADERS, 1, frames.block("POST", "backend"));
              }
              frames.frame(DATA, 0, 1, new byte[0]);
            });

    assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
    assertThat(limited("control_frames")).isEqualTo(1);
  }

  @Test
  void pingsEndTheConnection() throws Exception {
    long code = flood(20000, (frames, i) -> frames.frame(PING, 0, 0, new byte[8]));

    assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
    assertThat(limited("control_frames")).isEqualTo(1);
  }

  @Test
  void settingsEndTheConnection() throws Exception {
    long code = flood(20000, (frames, i) -> frames.frame(SETTINGS, 0, 0, new byte[0]));

    assertThat(code).isIn(ENHANCE_YOUR_CALM, OVERTAKEN);
    assertThat(limited("control_frames")).isEqualTo(1);
  }

  @Test
  void aBusyClientThatGivesUpAnsweredStreamsIsNoFlood() throws Exception {
    for (int i = 0; i < 300; i++) {
      var call = other.open(H2Client.head("GET", "backend", "/"), true);
      call.answer();
      call.reset();
    }

    assertThat(other.isOpen()).isTrue();
    assertThat(limited("resets")).isZero();
  }
}
