package io.fairlead.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AppCheckTest {
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Null when the probe found the application working, else why not. */
  private static String reason(Future<Void> probed) {
    await().until(probed::isComplete);
    return probed.succeeded() ? null : probed.cause().getMessage();
  }

  private int serve(int status) {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                r -> {
                  if (status > 0) {
                    r.response().setStatusCode(status).end(r.path());
                  }
                })
            .listen(0, "127.0.0.1");
    await().until(server::isComplete);
    return server.result().actualPort();
  }

  private String http(int port) {
    return reason(new HttpCheck(vertx, "127.0.0.1", port, "/health", TIMEOUT).probe());
  }

  @Test
  void anHttpCheckWants200To399() {
    assertThat(http(serve(200))).isNull();
    assertThat(http(serve(302))).isNull();
    assertThat(http(serve(503))).isEqualTo("GET /health answered 503 (expected: 200 to 399)");
    assertThat(http(serve(404))).contains("404");
  }

  @Test
  void anHttpCheckDoesNotWaitForever() {
    assertThat(http(serve(0))).contains("500ms");
  }

  @Test
  void aTcpCheckWantsAConnection() {
    int port = serve(200);

    assertThat(reason(new TcpCheck(vertx, "127.0.0.1", port, TIMEOUT).probe())).isNull();
    assertThat(reason(new TcpCheck(vertx, "127.0.0.1", 1, TIMEOUT).probe())).contains("refused");
  }

  private String command(String... words) {
    return reason(new CommandCheck(vertx, List.of(words), TIMEOUT).probe());
  }

  @Test
  void aCommandCheckWantsExit0() {
    assertThat(command("true")).isNull();
    assertThat(command("CMD", "true")).isNull();
    assertThat(command("CMD-SHELL", "exit 0 || exit 1")).isNull();
    assertThat(command("CMD-SHELL", "exit 3")).isEqualTo("command sh exited with 3 (expected: 0)");
    assertThat(command("/no/such/command")).contains("/no/such/command");
  }

  @Test
  void aCommandThatHangsIsKilled() {
    assertThat(command("sleep", "60")).isEqualTo("command took longer than 500 ms");
    await()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.current().children())
                    .noneMatch(p -> p.info().command().orElse("").endsWith("sleep")));
  }

  @Test
  void onlyChangesAreTold() {
    List<Boolean> told = new CopyOnWriteArrayList<>();
    List<Future<Void>> results =
        new ArrayList<>(
            List.of(
                Future.failedFuture("starting"),
                Future.succeededFuture(),
                Future.succeededFuture(),
                Future.failedFuture("once"),
                Future.failedFuture("twice"),
                Future.failedFuture("thrice"),
                Future.succeededFuture()));
    var check =
        new AppCheck() {
          @Override
          public Future<Void> probe() {
            return results.size() > 1 ? results.remove(0) : results.get(0);
          }

          @Override
          public Future<Void> close() {
            return Future.succeededFuture();
          }
        };
    var pace =
        new HealthWatch.Pace(
            Duration.ofMillis(1), Duration.ofSeconds(60), Duration.ofMillis(1), 2, 1);
    var watch = new HealthWatch(vertx, "backend", check, pace, told::add);

    vertx.runOnContext(v -> watch.start());

    await().until(() -> told.size() == 3);
    assertThat(told).containsExactly(true, false, true);
    watch.close();
  }

  @Test
  void anApplicationThatNeverComesUpIsToldWithItsLastAnswer() {
    var log = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(HealthWatch.class);
    log.start();
    logger.addAppender(log);
    var nobody = new TcpCheck(vertx, "127.0.0.1", 1, TIMEOUT);
    var brief = Duration.ofMillis(20);
    var watch =
        new HealthWatch(
            vertx,
            "backend",
            nobody,
            new HealthWatch.Pace(brief, brief, brief, 2, 1),
            healthy -> {});
    try {
      vertx.runOnContext(v -> watch.start());
      await()
          .untilAsserted(
              () ->
                  assertThat(List.copyOf(log.list))
                      .anySatisfy(
                          event ->
                              assertThat(event.getFormattedMessage())
                                  .contains("backend has not been healthy yet", "refused")));
    } finally {
      logger.detachAppender(log);
      watch.close();
    }
  }
}
