package io.fairlead.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.demo.program.HttpAddress;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoadRunTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicInteger received = new AtomicInteger();
  private final List<Progress> seconds = new CopyOnWriteArrayList<>();

  @Test
  void everythingThatIsDueIsSentOnce(Vertx vertx) throws Exception {
    var target = server(vertx, r -> r.response().end("ok"));

    var summary = run(vertx, settings(target, 200, Duration.ofMillis(1500), 4096));

    assertThat(summary.sent()).isEqualTo(300);
    assertThat(summary.ok()).isEqualTo(300);
    assertThat(summary.failures()).isEmpty();
    assertThat(received).hasValue(300);
    assertThat(seconds).hasSize(1);
  }

  @Test
  void failuresAreCountedByKindAndNothingIsTriedAgain(Vertx vertx) throws Exception {
    var target = server(vertx, r -> misbehave(received.get() % 4, r));

    var summary = run(vertx, settings(target, 100, SECOND, 4096));

    assertThat(received).hasValue(100);
    assertThat(summary.ok()).isEqualTo(25);
    assertThat(summary.failed()).isEqualTo(75);
    assertThat(summary.failures())
        .isEqualTo(Map.of("reset", 25L, "status-500", 25L, "timeout", 25L));
  }

  private static void misbehave(int turn, HttpServerRequest request) {
    switch (turn) {
      case 0 -> request.connection().close();
      case 1 -> request.response().setStatusCode(500).end();
      case 2 -> request.response().setChunked(true).write("a beginning without an end");
      default -> request.response().end("ok");
    }
  }

  @Test
  void refusedConnectionsAreTold(Vertx vertx) throws Exception {
    var nobody = new HttpAddress("127.0.0.1", 1, "/");

    var summary = run(vertx, settings(nobody, 50, SECOND, 4096));

    assertThat(summary.failures()).isEqualTo(Map.of("connect", 50L));
  }

  @Test
  void stallShowsInEveryRequestThatItHeldUp(Vertx vertx) throws Exception {
    // One connection: while it stalls a closed loop would simply send nothing.
    var target =
        server(vertx, r -> vertx.setTimer(received.get() == 1 ? 800 : 1, t -> r.response().end()));
    var oneConnection = new LoadSettings(target, null, 100, SECOND, 1, 4096, Duration.ofSeconds(5));

    var summary = run(vertx, oneConnection);

    assertThat(summary.ok()).isEqualTo(100);
    assertThat(summary.maxMillis()).isGreaterThanOrEqualTo(800);
    assertThat(summary.p50Millis()).isGreaterThanOrEqualTo(250);
  }

  @Test
  void stallOfTheGeneratorItselfIsNotHidden(Vertx vertx) throws Exception {
    var target = server(vertx, r -> r.response().end());
    var run = new LoadRun(vertx, settings(target, 500, SECOND.multipliedBy(2), 4096), s -> stall());

    var summary = run.start().await(20, TimeUnit.SECONDS);

    assertThat(summary.ok()).isEqualTo(1000);
    // One request may be under way when the stall begins; ten are due in its first 20 ms alone.
    assertThat(summary.p99Millis()).isGreaterThanOrEqualTo(250);
  }

  private static void stall() {
    long until = System.nanoTime() + 300_000_000L;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  @Test
  void whatIsDueAboveTheBoundIsAnOverrun(Vertx vertx) throws Exception {
    var target = server(vertx, r -> {});

    var summary = run(vertx, settings(target, 100, SECOND, 7));

    assertThat(summary.sent()).isEqualTo(100);
    assertThat(summary.failures().get("overrun")).isGreaterThan(50);
    assertThat(summary.failures().get("overrun") + summary.failures().get("timeout"))
        .isEqualTo(100);
    assertThat(received.get()).isLessThan(50);
  }

  @Test
  void stoppingWaitsForWhatIsInFlight(Vertx vertx) throws Exception {
    var target = server(vertx, r -> vertx.setTimer(200, t -> r.response().end()));
    var endless = new LoadSettings(target, null, 100, null, 64, 4096, Duration.ofSeconds(5));
    var run = new LoadRun(vertx, endless, seconds::add);

    var finished = run.start();
    vertx.setTimer(400, t -> run.stop());
    var summary = finished.await(5, TimeUnit.SECONDS);

    assertThat(summary.failed()).isZero();
    assertThat(summary.ok()).isEqualTo(summary.sent()).isEqualTo(received.get());
    assertThat(summary.sent()).isBetween(10L, 200L);
  }

  private Progress run(Vertx vertx, LoadSettings settings) throws Exception {
    return new LoadRun(vertx, settings, seconds::add).start().await(20, TimeUnit.SECONDS);
  }

  private static LoadSettings settings(
      HttpAddress target, int rate, Duration duration, int inFlight) {
    return new LoadSettings(target, null, rate, duration, 64, inFlight, Duration.ofMillis(400));
  }

  private HttpAddress server(Vertx vertx, Handler<HttpServerRequest> behaviour) {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  received.incrementAndGet();
                  behaviour.handle(request);
                })
            .listen(0, "127.0.0.1")
            .await();
    return new HttpAddress("127.0.0.1", server.actualPort(), "/");
  }
}
