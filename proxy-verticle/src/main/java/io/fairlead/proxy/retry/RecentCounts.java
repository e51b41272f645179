package io.fairlead.proxy.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of several kinds over the last ten seconds; any thread. What is counted at the very moment
 * a second ends may be lost.
 */
final class RecentCounts {
  static final int WINDOW_SECONDS = 10;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int kinds;
  private final AtomicLongArray counts;
  private final AtomicLong present = new AtomicLong();

  RecentCounts(int kinds) {
    this.kinds = kinds;
    this.counts = new AtomicLongArray(kinds * WINDOW_SECONDS);
  }

  void add(int kind, long nowNanos) {
    counts.incrementAndGet(slot(nowNanos) * kinds + kind);
  }

  long sum(int kind, long nowNanos) {
    slot(nowNanos);
    long sum = 0;
    for (int i = kind; i < counts.length(); i += kinds) {
      sum += counts.get(i);
    }
    return sum;
  }

  /** The present second's slot; whoever comes first in a new second clears those passed over. */
  private int slot(long nowNanos) {
    long now = nowNanos / SECOND;
    long before = present.get();
    if (now > before && present.compareAndSet(before, now)) {
      for (long s = Math.max(before + 1, now - WINDOW_SECONDS + 1); s <= now; s++) {
        int from = (int) (s % WINDOW_SECONDS) * kinds;
        for (int i = from; i < from + kinds; i++) {
          counts.set(i, 0);
        }
      }
    }
    return (int) (now % WINDOW_SECONDS);
  }
}
