package io.fairlead.demo.load;

import io.fairlead.demo.program.HttpAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;

/**
 * Makes this JVM load and compile its own HTTP client before the run, against a server of its own:
 * otherwise the first second would measure the load generator.
 */
final class Warmup {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int RATE = 500;
  private static final Duration LENGTH = Duration.ofMillis(400);

  private Warmup() {}

  /** Done when the server is gone again; never fails. */
  static Future<Void> run(Vertx vertx) {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("ok"))
        .listen(0, LOOPBACK)
        .compose(server -> exercise(vertx, server))
        .otherwiseEmpty();
  }

  private static Future<Void> exercise(Vertx vertx, HttpServer server) {
    var address = new HttpAddress(LOOPBACK, server.actualPort(), "/");
    var settings = new LoadSettings(address, null, RATE, LENGTH, 8, RATE, LENGTH);
    return new LoadRun(vertx, settings, second -> {}).start().compose(done -> server.close());
  }
}
