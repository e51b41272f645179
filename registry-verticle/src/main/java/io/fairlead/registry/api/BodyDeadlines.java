package io.fairlead.registry.api;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends waiting for request bodies that are too slow, with one timer for all of them: bodies mostly
 * come with their heads, and a timer for each would cost more than reading it. Belongs to one event
 * loop.
 */
final class BodyDeadlines {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final long timeoutNanos;

  /** The oldest first: all have the same time. */
  private final Set<RequestBody> waiting = new LinkedHashSet<>();

  private boolean isTimerSet;

  BodyDeadlines(Vertx vertx, Duration timeout) {
    this.vertx = vertx;
    this.timeoutNanos = timeout.toNanos();
  }

  void add(RequestBody body) {
    waiting.add(body);
    setTimer(body);
  }

  void remove(RequestBody body) {
    waiting.remove(body);
  }

  private void setTimer(RequestBody oldest) {
    if (!isTimerSet) {
      isTimerSet = true;
      long left = timeoutNanos - (System.nanoTime() - oldest.startedAtNanos());
      vertx.setTimer(Math.max(1, left / NANOS_PER_MILLI + 1), id -> look());
    }
  }

  private void look() {
    isTimerSet = false;
    long now = System.nanoTime();
    while (!waiting.isEmpty()) {
      var oldest = waiting.iterator().next();
      if (now - oldest.startedAtNanos() < timeoutNanos) {
        setTimer(oldest);
        return;
      }
      waiting.remove(oldest);
      oldest.tooSlow();
    }
  }
}
