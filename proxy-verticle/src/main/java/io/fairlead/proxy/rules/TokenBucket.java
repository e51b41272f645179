package io.fairlead.proxy.rules;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket into which tokens drip at a steady rate, and which each request takes one from. Kept as
 * the one number of the generic cell rate algorithm (ITU-T I.371): when the bucket will be full
 * again. A bucket may be one of several equal ones that share a rate and a burst: each drips at its
 * part of the rate, so that it takes as long to fill however many they are, and a change of their
 * number leaves it as full in proportion as it was. Safe for any thread; time is the caller's, and
 * may pass its overflow.
 */
final class TokenBucket {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long dripNanos;
  private final long roomNanos;
  private final AtomicLong fullAt;

  /**
   * @param perSecond how many drip in, 1 to 1,000,000
   * @param burst how many it holds, 1 to 1,000,000
   * @param nowNanos when it is made, full
   */
  TokenBucket(int perSecond, int burst, long nowNanos) {
    this.dripNanos = SECOND / perSecond;
    this.roomNanos = burst * dripNanos;
    // A request that made it be made has begun a little earlier.
    this.fullAt = new AtomicLong(nowNanos - SECOND);
  }

  /** Takes a token and gives 0, or takes none and gives the time until there is one. */
  long take(long nowNanos) {
    return take(nowNanos, 1);
  }

  /**
   * The same of one of several buckets.
   *
   * @param buckets how many share the rate now, 1 or more; each holds at least one token
   */
  long take(long nowNanos, int buckets) {
    long drip = dripNanos * buckets;
    long room = Math.max(roomNanos, drip);
    while (true) {
      long held = fullAt.get();
      long from = held - nowNanos > 0 ? held : nowNanos;
      long next = from + drip;
      long missing = next - nowNanos - room;
      if (missing > 0) {
        return missing;
      }
      if (fullAt.compareAndSet(held, next)) {
        return 0;
      }
    }
  }
}
