package io.fairlead.proxy.retry;

/**
 * How many of the requests that reach the application beside this sidecar are retries already. What
 * the application asks of others because of them is in the same proportion repeated work, although
 * nobody can tell which of its requests that is: retry budgets take it into account, so that tiers
 * do not each add their own retries to those of the tiers before. One per process; any thread.
 */
public final class CallersRetries {
  private static final int ALL = 0;
  private static final int REPEATED = 1;

  private final RecentCounts counts = new RecentCounts(2);

  /** A request came for the application. */
  void arrived(boolean repeated, long nowNanos) {
    counts.add(ALL, nowNanos);
    if (repeated) {
      counts.add(REPEATED, nowNanos);
    }
  }

  /** How many of so many requests of the application are repeated work, by this proportion. */
  long among(long requests, long nowNanos) {
    long all = counts.sum(ALL, nowNanos);
    return all == 0 ? 0 : requests * counts.sum(REPEATED, nowNanos) / all;
  }
}
