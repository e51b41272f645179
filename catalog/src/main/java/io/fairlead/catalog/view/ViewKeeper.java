package io.fairlead.catalog.view;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a reader's view down while it changes, off the event loop, one write at a time. Methods
 * belong to the reader's context, but for the counts.
 */
public final class ViewKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ViewKeeper.class);

  /** A large view is written less often: writing takes a twentieth of the time at most. */
  private static final int REST_PER_WORK = 19;

  private final Vertx vertx;
  private final ViewFile file;
  private final long intervalMillis;
  private final AtomicLong saved = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private CatalogState unsaved;
  private Future<Void> saving = Future.succeededFuture();
  private long timer = -1;
  private long restMillis;
  private boolean failing;
  private boolean closed;

  /**
   * @param path of the file; its folder is made when missing
   * @param interval how long changes are gathered before they are written, at least a millisecond
   * @param bytesMax a longer file is neither written nor read
   */
  public ViewKeeper(Vertx vertx, Path path, Duration interval, long bytesMax) {
    this.vertx = vertx;
    this.file = new ViewFile(path, bytesMax);
    this.intervalMillis = interval.toMillis();
  }

  /** Where the view is kept. */
  public Path path() {
    return file.path();
  }

  /** How often the view was written; any thread. */
  public long savedCount() {
    return saved.get();
  }

  /** How often the view could not be written; any thread. */
  public long failedCount() {
    return failed.get();
  }

  /** What was kept by an earlier process; never fails. */
  Future<Optional<KeptView>> load() {
    return vertx
        .executeBlocking(file::read, false)
        .otherwise(
            e -> {
              LOG.warn("last view {} cannot be read, starting without it", file.path(), e);
              return Optional.empty();
            });
  }

  /** Writes this state soon, or a later one instead. */
  void changed(CatalogState state) {
    unsaved = state;
    if (timer < 0 && saving.isComplete() && !closed) {
      schedule();
    }
  }

  /** Writes what is not written yet; never fails. */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return saving.transform(v -> unsaved == null ? Future.succeededFuture() : save());
  }

  private void schedule() {
    timer =
        vertx.setTimer(
            Math.max(intervalMillis, restMillis),
            t -> {
              timer = -1;
              save();
            });
  }

  private Future<Void> save() {
    var kept = new KeptView(System.currentTimeMillis(), unsaved);
    long begun = System.nanoTime();
    unsaved = null;
    saving =
        vertx
            .<Void>executeBlocking(
                () -> {
                  file.write(kept);
                  return null;
                },
                false)
            .transform(
                done -> {
                  restMillis =
                      REST_PER_WORK * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                  if (done.failed() && unsaved == null) {
                    // To be tried again: nothing may ever change after this.
                    unsaved = kept.state();
                  }
                  ended(done.cause());
                  return Future.succeededFuture();
                });
    return saving;
  }

  private void ended(Throwable failure) {
    if (failure == null) {
      saved.incrementAndGet();
      if (failing) {
        LOG.info("the view is kept in {} again", file.path());
      }
    } else {
      failed.incrementAndGet();
      if (!failing) {
        LOG.warn("the view cannot be kept in {}: {}; going on", file.path(), failure.toString());
      }
    }
    failing = failure != null;
    if (unsaved != null && !closed) {
      schedule();
    }
  }
}
