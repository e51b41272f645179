package io.fairlead.proxy.retry;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before another attempt: up to a limit that doubles each time, evenly spread
 * ("full jitter"), so that clients that failed together do not come back together.
 *
 * @param minNanos the first wait's limit
 * @param maxNanos every wait's limit
 */
public record Backoff(long minNanos, long maxNanos) {
  private static final int DOUBLINGS_MAX = 16;

  /**
   * The wait.
   *
   * @param retry 1 for the first one
   * @param random gives numbers from 0 to 1
   */
  public long delayNanos(int retry, DoubleSupplier random) {
    long limit = Math.min(maxNanos, minNanos << Math.min(retry - 1, DOUBLINGS_MAX));
    return (long) (random.getAsDouble() * limit);
  }
}
