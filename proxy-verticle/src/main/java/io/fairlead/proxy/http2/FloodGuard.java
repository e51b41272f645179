package io.fairlead.proxy.http2;

/** Counts events in windows of time; what earns its keep makes up for some. Pure. */
final class FloodGuard {
  private static final int FORGIVEN = 2;

  private final int max;
  private final long windowNanos;
  private long windowStart;
  private int count;

  /**
   * @param max events in a window; 0 for no limit
   */
  FloodGuard(int max, long windowNanos, long nowNanos) {
    this.max = max;
    this.windowNanos = windowNanos;
    this.windowStart = nowNanos;
  }

  /** Counts one; true when it was one too many. */
  boolean isTooMany(long nowNanos) {
    if (nowNanos - windowStart >= windowNanos) {
      windowStart = nowNanos;
      count = 0;
    }
    count++;
    return max > 0 && count > max;
  }

  /** Something useful came with them. */
  void forgive() {
    if (count > 0) {
      count = Math.max(0, count - FORGIVEN);
    }
  }
}
