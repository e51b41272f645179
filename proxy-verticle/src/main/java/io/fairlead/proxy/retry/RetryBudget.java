package io.fairlead.proxy.retry;

/**
 * Keeps retries a bounded share of a service's requests, so that retrying an overloaded service
 * does not finish it off: over the last ten seconds at most a percentage of the requests, plus a
 * constant rate that lets rare requests be retried too. Requests that are retries of others before
 * this sidecar count as retries made here.
 *
 * <p>One per service and process, called from every event loop; a brake, not an account.
 */
public final class RetryBudget {
  private static final int REQUESTS = 0;
  private static final int REPEATED = 1;
  private static final int RETRIES = 2;

  private final int percent;
  private final int perSecond;
  private final CallersRetries callers;
  private final RecentCounts counts;

  /**
   * @param percent of the requests that may be retried
   * @param perSecond how many retries are allowed besides
   * @param callers what the application's own callers do
   */
  public RetryBudget(int percent, int perSecond, CallersRetries callers) {
    this(percent, perSecond, callers, new RecentCounts(3));
  }

  private RetryBudget(int percent, int perSecond, CallersRetries callers, RecentCounts counts) {
    this.percent = percent;
    this.perSecond = perSecond;
    this.callers = callers;
    this.counts = counts;
  }

  /** Other numbers for the same requests and retries. */
  RetryBudget with(int otherPercent, int otherPerSecond) {
    return new RetryBudget(otherPercent, otherPerSecond, callers, counts);
  }

  /**
   * Counts a request, however many attempts it will take.
   *
   * @param repeated whether it is a retry of somebody before this sidecar, as it says
   */
  public void deposit(boolean repeated, long nowNanos) {
    counts.add(REQUESTS, nowNanos);
    if (repeated) {
      counts.add(REPEATED, nowNanos);
    }
  }

  /** Takes one retry out; false when there is none left. */
  public boolean tryWithdraw(long nowNanos) {
    if (balance(nowNanos) < 1) {
      return false;
    }
    counts.add(RETRIES, nowNanos);
    return true;
  }

  private long balance(long nowNanos) {
    long requests = counts.sum(REQUESTS, nowNanos);
    long repeated = Math.max(counts.sum(REPEATED, nowNanos), callers.among(requests, nowNanos));
    long allowed =
        (long) perSecond * RecentCounts.WINDOW_SECONDS + (requests - repeated) * percent / 100;
    return allowed - repeated - counts.sum(RETRIES, nowNanos);
  }
}
