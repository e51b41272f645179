package io.fairlead.demo.program;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A listening HTTP port that stops without cutting off anybody. */
public final class Listener {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(5);
  private static final Duration PATIENCE = DRAIN_MAX.plusSeconds(2);

  private final HttpServer server;
  private final String address;
  private final Promise<Integer> finished = Promise.promise();

  private Listener(HttpServer server, String host) {
    this.server = server;
    this.address = new HttpAddress(host, server.actualPort(), "/").authority();
  }

  /**
   * Starts to listen.
   *
   * @param port 0 picks a free one
   * @return fails with {@link ProgramFailure} when the address cannot be had
   */
  public static Future<Listener> open(
      Vertx vertx, String host, int port, Handler<HttpServerRequest> handler) {
    if (port < 0 || port > 65535) {
      throw new ProgramFailure("--port is " + port + " (expected: 0 to 65535)");
    }
    var options =
        new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false);
    return vertx
        .createHttpServer(options)
        .requestHandler(handler)
        .listen()
        .map(server -> new Listener(server, host))
        .recover(failure -> Future.failedFuture(explain(host, port, failure)));
  }

  /** Host and port that it really listens on. */
  public String address() {
    return address;
  }

  /** Serves until SIGTERM, on the main thread; the exit code. */
  public int serve(String what) {
    Console.print(what + " listens on http://" + address);
    return Program.await(finished.future(), this::stop, PATIENCE);
  }

  /** Accepts nothing new, finishes what runs within five seconds. */
  public void stop() {
    server
        .shutdown(DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> finished.complete(done.succeeded() ? 0 : 1));
  }

  private static Throwable explain(String host, int port, Throwable failure) {
    if (failure instanceof IOException) {
      return new ProgramFailure(
          "cannot listen on %s:%d: %s (expected: a free port of this machine; see --host, --port)"
              .formatted(host, port, failure.getMessage()));
    }
    return failure;
  }
}
