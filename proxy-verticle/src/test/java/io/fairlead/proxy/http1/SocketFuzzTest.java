package io.fairlead.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.proxy.Mesh;
import io.fairlead.proxy.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The sidecar with broken requests in pieces: it answers or closes, logs nothing, and serves on.
 */
class SocketFuzzTest {
  private static final long[] KEPT_SEEDS = {1, 20_261_128};
  private static final int ROUNDS = Integer.getInteger("fuzz.connections", 600);
  private static final int ROUNDS_OF_KEPT = 200;

  @Test
  void nothingThatAClientSendsStopsIt() throws IOException {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try (var mesh = Mesh.with("--limits.eventLoops=1", "--limits.headTimeout=20s");
        var origin = new StrictOrigin()) {
      mesh.service("backend", origin.port());
      for (long seed : KEPT_SEEDS) {
        fuzz(new Random(seed), ROUNDS_OF_KEPT, mesh, origin);
      }
      fuzz(new Random(CodecFuzzTest.seed()), ROUNDS, mesh, origin);
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list.stream().filter(e -> e.getLevel().isGreaterOrEqual(Level.WARN)))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  private static void fuzz(Random random, int rounds, Mesh mesh, StrictOrigin origin)
      throws IOException {
    for (int i = 0; i < rounds; i++) {
      String text = CodecFuzzTest.mutated(random);
      long whole = CodecFuzzTest.whole(text).stream().filter(Wire.Read::isWhole).count();
      int before = origin.received.size();
      try (var client = new RawClient(mesh.port())) {
        for (byte[] piece : CodecFuzzTest.cut(text, random)) {
          client.send(new String(piece, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        client.end();
        assertThat(client.ends()).as("%s", text).isTrue();
      } catch (IOException cut) {
        // closed while we were still sending
      }
      assertThat(origin.complaints).as(text).isEmpty();
      assertThat(mesh.get("backend", "/after").body()).as(text).isEqualTo("fine");
      assertThat(origin.received.size() - before - 1).as(text).isLessThanOrEqualTo((int) whole + 1);
      assertThat(methodsOf(origin, before)).as(text).endsWith("GET /after");
    }
  }

  private static List<String> methodsOf(StrictOrigin origin, int from) {
    return origin.received.subList(from, origin.received.size()).stream()
        .map(Object::toString)
        .toList();
  }
}
