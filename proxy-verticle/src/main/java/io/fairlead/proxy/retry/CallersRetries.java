package io.fairlead.proxy.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the requests that reach the application beside this sidecar are retries already. What
 * the application asks of others because of them is in the same proportion repeated work, although
 * nobody can tell which of its requests that is. Retry budgets take it into account, and as many
 * requests are passed on as repeated ones, so that the tiers after this one hear of it: otherwise
 * each would add its own retries to those of the tiers before. One per process; any thread.
 */
public final class CallersRetries {
  private static final int ALL = 0;
  private static final int REPEATED = 1;

  private static final int TURNS = 1_000_000;

  private final RecentCounts counts = new RecentCounts(2);
  private final AtomicInteger turns = new AtomicInteger();
  private volatile long quietFromNanos;

  /** A request came for the application. */
  void arrived(boolean repeated, long nowNanos) {
    counts.add(ALL, nowNanos);
    if (repeated) {
      counts.add(REPEATED, nowNanos);
      quietFromNanos = nowNanos + TimeUnit.SECONDS.toNanos(RecentCounts.WINDOW_SECONDS);
    }
  }

  /** Whether the application's next request is to be passed on as a repeated one; cheap if not. */
  boolean isNextRepeated(long nowNanos) {
    if (nowNanos >= quietFromNanos) {
      return false;
    }
    long all = counts.sum(ALL, nowNanos);
    long repeated = counts.sum(REPEATED, nowNanos);
    long turn = Math.floorMod(turns.getAndIncrement(), TURNS);
    return all > 0 && (turn + 1) * repeated / all > turn * repeated / all;
  }

  /** How many of so many requests of the application are repeated work, by this proportion. */
  long among(long requests, long nowNanos) {
    long all = counts.sum(ALL, nowNanos);
    return all == 0 ? 0 : requests * counts.sum(REPEATED, nowNanos) / all;
  }
}
