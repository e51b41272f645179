package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Exchange;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Ends what takes too long or is silent for too long. One sweep of the event loop in {@value
 * #SWEEP_MILLIS} ms instead of a timer for each request: most requests are over before any sweep
 * sees them, and timeouts are seconds.
 */
final class Watch {
  private static final long SWEEP_MILLIS = 20;

  private final Vertx vertx;
  private final LongSupplier clock;
  private final Entry head = new Entry(null);
  private boolean sweeping;

  Watch(Vertx vertx, LongSupplier nanoClock) {
    this.vertx = vertx;
    this.clock = nanoClock;
    head.before = head;
    head.after = head;
  }

  /** Something under way: stop it, or it may expire once. */
  final class Entry {
    private final Runnable expired;
    private Entry before;
    private Entry after;
    private long deadlineNanos = Exchange.NEVER;
    private long idleNanos = Exchange.NEVER;
    private boolean touched = true;
    private long silentSinceNanos;

    private Entry(Runnable expired) {
      this.expired = expired;
    }

    /** Lets it expire so long from now; {@link Exchange#NEVER} is never. */
    void expireIn(long nanos) {
      deadlineNanos = nanos == Exchange.NEVER ? nanos : clock.getAsLong() + nanos;
    }

    /** Lets it expire after so much time without {@link #touch}; 0 is never. */
    void expireWhenIdle(long nanos) {
      idleNanos = nanos == 0 ? Exchange.NEVER : nanos;
    }

    /** Something moved; cheap. */
    void touch() {
      touched = true;
    }

    void stop() {
      if (after != null) {
        before.after = after;
        after.before = before;
        after = null;
      }
    }

    private boolean isDue(long now) {
      if (touched) {
        touched = false;
        silentSinceNanos = now;
      }
      return now >= deadlineNanos || now - silentSinceNanos >= idleNanos;
    }
  }

  /** Watches something new, which never expires until told when. */
  Entry start(Runnable expired) {
    var entry = new Entry(expired);
    entry.before = head.before;
    entry.after = head;
    head.before.after = entry;
    head.before = entry;
    if (!sweeping) {
      sweeping = true;
      vertx.setTimer(SWEEP_MILLIS, timer -> sweep());
    }
    return entry;
  }

  private void sweep() {
    long now = clock.getAsLong();
    List<Entry> due = new ArrayList<>();
    for (Entry e = head.after; e != head; e = e.after) {
      if (e.isDue(now)) {
        due.add(e);
      }
    }
    for (Entry e : due) {
      // An entry that expired before it in this sweep may have stopped it.
      if (e.after != null) {
        e.stop();
        e.expired.run();
      }
    }
    sweeping = head.after != head;
    if (sweeping) {
      vertx.setTimer(SWEEP_MILLIS, timer -> sweep());
    }
  }
}
