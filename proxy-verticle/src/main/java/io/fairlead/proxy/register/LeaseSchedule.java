package io.fairlead.proxy.register;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a lease is dealt with next; pure.
 *
 * @param lease how long a registration lives unless renewed
 * @param renew how often it is renewed
 * @param retryMin the wait after a first failure, before jitter
 * @param retryMax the longest wait after a failure
 * @param requestTimeout how long the registry may take to answer
 * @param restoredJitter all sidecars learn at once that the registry is back: how far they spread
 */
public record LeaseSchedule(
    Duration lease,
    Duration renew,
    Duration retryMin,
    Duration retryMax,
    Duration requestTimeout,
    Duration restoredJitter) {
  private static final int DOUBLINGS_MAX = 16;

  /**
   * Milliseconds until the next renewal.
   *
   * @param grantedMillis how long the registry lets it live; three tries must fit in
   */
  long renewMillis(long grantedMillis) {
    long asked = renew.toMillis();
    return grantedMillis <= 0 ? asked : Math.max(1, Math.min(asked, grantedMillis / 3));
  }

  /**
   * Milliseconds until another try.
   *
   * @param failures in a row, at least 1
   * @param random numbers from 0 to 1
   */
  long retryMillis(int failures, DoubleSupplier random) {
    long limit =
        Math.min(retryMax.toMillis(), retryMin.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX));
    // At least half: a registry that just came back is not to be asked in a loop.
    return Math.max(1, (long) (limit * (0.5 + random.getAsDouble() / 2)));
  }

  /** Milliseconds to wait once the registry is back. */
  long restoredMillis(DoubleSupplier random) {
    return Math.max(1, (long) (restoredJitter.toMillis() * random.getAsDouble()));
  }
}
