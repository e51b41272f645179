package io.fairlead.proxy.balance;

import java.util.concurrent.TimeUnit;

/**
 * A moving average of latencies that rises at once and falls slowly, so that an endpoint that turns
 * slow is left alone after its first slow answer (peak EWMA, as in Finagle's and Linkerd's
 * balancers). Without answers it falls too, so that every endpoint is asked again after a while.
 * Immutable and pure.
 *
 * @param nanos what was expected when it was last measured
 * @param atNanos when that was, by the sidecar's clock
 * @param known whether anything was measured
 */
record PeakLatency(double nanos, long atNanos, boolean known) {
  /** Of an endpoint that has not answered yet. */
  static final PeakLatency UNKNOWN = new PeakLatency(0, 0, false);

  /** In this time a measurement loses 63 % of its say. */
  static final long DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What a failure counts as at least: fast failures must not attract traffic. */
  static final long PENALTY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Failures in a row double what is expected, up to this. */
  static final long PENALTY_MAX_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * What the next answer will take.
   *
   * @param waiting whether requests are under way: an endpoint that never answered anybody is asked
   *     once, not by everybody
   */
  double expectedNanos(boolean waiting, long nowNanos) {
    return known ? nanos * left(nowNanos) : waiting ? (double) PENALTY_NANOS : 0;
  }

  /** An attempt was answered after so long. */
  PeakLatency afterAnswer(long took, long nowNanos) {
    double left = left(nowNanos);
    double fallen = nanos * left;
    double next = took >= fallen ? (double) took : fallen + took * (1 - left);
    return new PeakLatency(next, nowNanos, true);
  }

  /** An attempt failed after so long. */
  PeakLatency afterFailure(long took, long nowNanos) {
    long twice = Math.min((long) (2 * nanos * left(nowNanos)), PENALTY_MAX_NANOS);
    return afterAnswer(Math.max(took, Math.max(PENALTY_NANOS, twice)), nowNanos);
  }

  /** Nobody waited for the answer any more: it would have taken longer than this. */
  PeakLatency afterGivingUp(long took, long nowNanos) {
    return took > expectedNanos(false, nowNanos) ? afterAnswer(took, nowNanos) : this;
  }

  private double left(long nowNanos) {
    return Math.exp(-(double) Math.max(0, nowNanos - atNanos) / DECAY_NANOS);
  }
}
