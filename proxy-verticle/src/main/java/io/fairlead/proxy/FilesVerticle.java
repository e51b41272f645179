package io.fairlead.proxy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Reads files, and again and again those that may change. */
final class FilesVerticle extends VerticleBase {
  private final Runnable load;
  private final Runnable reload;
  private final Duration interval;
  private boolean reading;
  private long timer = -1;

  /**
   * @param load blocks
   * @param reload blocks, and never fails
   */
  FilesVerticle(Runnable load, Runnable reload, Duration interval) {
    this.load = load;
    this.reload = reload;
    this.interval = interval;
  }

  /** Fails with a {@code StartFailure} when a file is wrong. */
  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(
            () -> {
              load.run();
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
                reload.run();
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
