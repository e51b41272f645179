package io.fairlead.proxy.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Keeps retries a bounded share of a service's requests, so that retrying an overloaded service
 * does not finish it off: over the last ten seconds at most a percentage of the requests, plus a
 * constant rate that lets rare requests be retried too.
 *
 * <p>One per service and process, called from every event loop. Requests that are counted at the
 * very moment a second ends may be lost to the count; the budget is a brake, not an account.
 */
public final class RetryBudget {
  private static final int WINDOW_SECONDS = 10;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int percent;
  private final int perSecond;
  private final AtomicLongArray requests = new AtomicLongArray(WINDOW_SECONDS);
  private final AtomicLongArray retries = new AtomicLongArray(WINDOW_SECONDS);
  private final AtomicLong present = new AtomicLong();

  /**
   * @param percent of the requests that may be retried
   * @param perSecond how many retries are allowed besides
   */
  public RetryBudget(int percent, int perSecond) {
    this.percent = percent;
    this.perSecond = perSecond;
  }

  /** Counts a request, however many attempts it will take. */
  public void deposit(long nowNanos) {
    requests.incrementAndGet(slot(nowNanos));
  }

  /** Takes one retry out; false when there is none left. */
  public boolean tryWithdraw(long nowNanos) {
    int slot = slot(nowNanos);
    if (balance() < 1) {
      return false;
    }
    retries.incrementAndGet(slot);
    return true;
  }

  private long balance() {
    long allowed = (long) perSecond * WINDOW_SECONDS + sum(requests) * percent / 100;
    return allowed - sum(retries);
  }

  private static long sum(AtomicLongArray counts) {
    long sum = 0;
    for (int i = 0; i < WINDOW_SECONDS; i++) {
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
        requests.set((int) (s % WINDOW_SECONDS), 0);
        retries.set((int) (s % WINDOW_SECONDS), 0);
      }
    }
    return (int) (now % WINDOW_SECONDS);
  }
}
