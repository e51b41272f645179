package io.fairlead.registry.api;

/**
 * Admits so many per second, and a burst after silence (AWS's request throttling). Not thread safe;
 * time is an argument.
 */
final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private double tokens;
  private long filledAtNanos;

  /**
   * @param perSecond 0 admits everything
   * @param nowNanos the same clock as that of {@link #tryTake}
   */
  TokenBucket(int perSecond, int burst, long nowNanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.filledAtNanos = nowNanos;
  }

  /** Whether one more may pass now. */
  boolean tryTake(long nowNanos) {
    if (perSecond == 0) {
      return true;
    }
    double earned = (nowNanos - filledAtNanos) * perSecond / NANOS_PER_SECOND;
    tokens = Math.min(burst, tokens + earned);
    filledAtNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
