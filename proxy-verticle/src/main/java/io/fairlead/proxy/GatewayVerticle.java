package io.fairlead.proxy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Reads the gateway's files, and again and again those that may change. */
final class GatewayVerticle extends VerticleBase {
  private final Gateways gateways;
  private final Duration interval;
  private boolean reading;
  private long timer = -1;

  GatewayVerticle(Gateways gateways, Duration interval) {
    this.gateways = gateways;
    this.interval = interval;
  }

  /** Fails with a {@code StartFailure} when a file is wrong. */
  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(
            () -> {
              gateways.load();
              return null;
            },
            false)
        .onSuccess(v -> timer = vertx.setPeriodic(interval.toMillis(), t -> reload()));
  }

  /** One at a time: a slow disk must not make them pile up. */
  private void reload() {
    if (!reading) {
      reading = true;
      vertx
          .executeBlocking(
              () -> {
                gateways.reload();
                return null;
              },
              false)
          .onComplete(done -> reading = false);
    }
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }
}
