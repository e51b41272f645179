package io.fairlead.registry.link;

/**
 * How many frames one link may send: so many a second, and a second's worth at once. What was read
 * already is taken on credit, to be waited off. Pure; time in nanoseconds from any origin.
 */
final class FrameQuota {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private double left;
  private long atNanos;

  FrameQuota(int perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.atNanos = nowNanos;
  }

  /** Counts a frame. */
  void take(long nowNanos) {
    refill(nowNanos);
    left--;
  }

  /** How many milliseconds to read nothing more; 0 to go on. */
  long waitMillis(long nowNanos) {
    refill(nowNanos);
    return left >= 0 ? 0 : (long) Math.ceil(-left * 1000 / perSecond);
  }

  private void refill(long nowNanos) {
    left = Math.min(perSecond, left + (nowNanos - atNanos) / NANOS_PER_SECOND * perSecond);
    atNanos = nowNanos;
  }
}
