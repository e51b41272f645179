package io.fairlead.registry.api;

import io.fairlead.registry.catalog.Catalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The Cloud Map API of a registry node. */
public final class CloudMapApi {
  private CloudMapApi() {}

  /**
   * Serves the API; call it on the context that shall serve it.
   *
   * @param catalog what is read and written
   * @param customHealthDelay how long a pushed UNHEALTHY waits for a HEALTHY that takes it back
   * @param beside what else the listener serves
   * @param meters where the API's meters are registered
   * @return the listening server, which the caller keeps in a field and closes; fails when the
   *     address cannot be bound
   */
  public static Future<HttpServer> listen(
      Vertx vertx,
      Catalog catalog,
      ApiSettings settings,
      Duration customHealthDelay,
      Resource beside,
      MeterRegistry meters) {
    var connections = new ConnectionLimit(settings.wire().connectionsMax());
    var arns = new Arns(settings.region(), settings.accountId());
    var operations =
        new OperationTable(
            catalog,
            arns,
            settings,
            customHealthDelay,
            System::currentTimeMillis,
            System::nanoTime,
            new Random());
    var errors = new CloudMapErrors(arns);
    var metrics = new ApiMetrics(meters, connections);
    var handler = new CloudMapHandler(vertx, settings, operations, errors, metrics);
    return vertx
        .createHttpServer(options(settings.wire()))
        .connectionHandler(connections)
        .requestHandler(
            new ResourceHandler(vertx, beside, handler, settings.wire(), errors, metrics))
        .invalidRequestHandler(handler::refuse)
        .listen(settings.port(), settings.host());
  }

  private static HttpServerOptions options(WireSettings wire) {
    return new HttpServerOptions()
        .setIdleTimeout((int) wire.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxHeaderSize(wire.headerBytesMax())
        // A client that waits for "100 Continue" may send its body: it is bounded.
        .setHandle100ContinueAutomatically(true)
        // The SDKs speak HTTP/1.1 here, and what is not offered cannot be flooded.
        .setHttp2ClearTextEnabled(false)
        // Nobody speaks WebSocket here, so nothing needs to look for it.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
  }
}
