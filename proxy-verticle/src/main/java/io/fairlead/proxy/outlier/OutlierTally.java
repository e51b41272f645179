package io.fairlead.proxy.outlier;

/**
 * What is remembered of one endpoint; immutable.
 *
 * @param gatewayFailures in a row: since the last other verdict, or ejection
 * @param serverErrors failures of any kind in a row
 * @param connectFailures in a row
 * @param ejections how often it was ejected in short order
 * @param ejectedUntilNanos when the last ejection ends or ended; 0 when there was none
 */
record OutlierTally(
    int gatewayFailures,
    int serverErrors,
    int connectFailures,
    int ejections,
    long ejectedUntilNanos) {
  static final OutlierTally CLEAN = new OutlierTally(0, 0, 0, 0, 0);

  boolean isEjected(long nowNanos) {
    return nowNanos < ejectedUntilNanos;
  }

  /** Whether nothing is held against it at present. */
  boolean isClean() {
    return serverErrors == 0;
  }

  /** Attempts that were under way when it was ejected say nothing new. */
  OutlierTally after(Verdict verdict, long nowNanos) {
    if (isEjected(nowNanos)) {
      return this;
    }
    return switch (verdict) {
      case FINE -> with(0, 0, 0);
      case SERVER_ERROR -> with(0, serverErrors + 1, 0);
      case GATEWAY_FAILURE -> with(gatewayFailures + 1, serverErrors + 1, 0);
      case CONNECT_FAILURE -> with(gatewayFailures + 1, serverErrors + 1, connectFailures + 1);
    };
  }

  private OutlierTally with(int gateway, int server, int connect) {
    return new OutlierTally(gateway, server, connect, ejections, ejectedUntilNanos);
  }

  /** Whether it failed as often in a row as the policy bears. */
  boolean isDue(OutlierPolicy policy) {
    return isReached(gatewayFailures, policy.consecutiveFailures())
        || isReached(serverErrors, policy.consecutiveServerErrors())
        || isReached(connectFailures, policy.consecutiveConnectFailures());
  }

  private static boolean isReached(int count, int limit) {
    return limit > 0 && count >= limit;
  }

  /** Each base ejection time that passed in freedom takes one off the count. */
  OutlierTally ejected(OutlierPolicy policy, long nowNanos) {
    long free = Math.max(0, nowNanos - ejectedUntilNanos) / policy.baseEjectionNanos();
    int times = (int) Math.max(0, ejections - free) + 1;
    long lasts = Math.min(policy.maxEjectionNanos(), policy.baseEjectionNanos() * times);
    return new OutlierTally(0, 0, 0, times, nowNanos + lasts);
  }
}
