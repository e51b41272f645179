package io.fairlead.proxy.outlier;

/**
 * What is remembered of one endpoint; immutable.
 *
 * @param consecutive failures since the last success or ejection
 * @param ejections how often it was ejected in short order
 * @param ejectedUntilNanos when the last ejection ends or ended; 0 when there was none
 */
record OutlierTally(int consecutive, int ejections, long ejectedUntilNanos) {
  static final OutlierTally CLEAN = new OutlierTally(0, 0, 0);

  boolean isEjected(long nowNanos) {
    return nowNanos < ejectedUntilNanos;
  }

  OutlierTally afterSuccess() {
    return consecutive == 0 ? this : new OutlierTally(0, ejections, ejectedUntilNanos);
  }

  /** Attempts that were under way when it was ejected say nothing new. */
  OutlierTally afterFailure(long nowNanos) {
    return isEjected(nowNanos)
        ? this
        : new OutlierTally(consecutive + 1, ejections, ejectedUntilNanos);
  }

  /** Each base ejection time that passed in freedom takes one off the count. */
  OutlierTally ejected(OutlierPolicy policy, long nowNanos) {
    long free = Math.max(0, nowNanos - ejectedUntilNanos) / policy.baseEjectionNanos();
    int times = (int) Math.max(0, ejections - free) + 1;
    long lasts = Math.min(policy.maxEjectionNanos(), policy.baseEjectionNanos() * times);
    return new OutlierTally(0, times, nowNanos + lasts);
  }
}
