package io.fairlead.proxy.circuit;

import io.fairlead.catalog.policy.CircuitBreaking;
import java.util.concurrent.atomic.AtomicInteger;

/** How much of one service's traffic is under way in this process, and may be; any thread. */
public final class Circuit {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final int requestsMax;
  private final int retriesMax;
  private final AdaptiveLimit adaptive;
  private final AtomicInteger requests;
  private final AtomicInteger retries;

  private Circuit(
      CircuitBreaking limits,
      AdaptiveLimit adaptive,
      AtomicInteger requests,
      AtomicInteger retries) {
    this.requestsMax = or(limits == null ? null : limits.requestsMax());
    this.retriesMax = or(limits == null ? null : limits.retriesMax());
    boolean adapts = limits != null && Boolean.TRUE.equals(limits.adaptive());
    this.adaptive = adapts && adaptive == null ? new AdaptiveLimit() : adapts ? adaptive : null;
    this.requests = requests;
    this.retries = retries;
  }

  /**
   * One with these limits.
   *
   * @param limits null for none
   * @param before the service's until now, whose traffic is still under way; null for none
   */
  public static Circuit of(CircuitBreaking limits, Circuit before) {
    return before == null
        ? new Circuit(limits, null, new AtomicInteger(), new AtomicInteger())
        : new Circuit(limits, before.adaptive, before.requests, before.retries);
  }

  private static int or(Integer said) {
    return said == null ? NO_LIMIT : said;
  }

  /** Counts a request in; false when there are as many as there may be. */
  boolean enterRequest() {
    return entered(requests, requestsMax());
  }

  /** How many requests may be under way at present. */
  int requestsMax() {
    return adaptive == null ? requestsMax : Math.min(requestsMax, adaptive.limit());
  }

  /**
   * Counts a request out.
   *
   * @param nanos how long it took
   * @param served whether the service answered as it should; otherwise it had too much, perhaps
   */
  void leaveRequest(long nanos, boolean served) {
    int underWay = requests.getAndDecrement();
    if (adaptive != null) {
      adaptive.sample(nanos, underWay, served);
    }
  }

  /** Whether how long requests take matters. */
  boolean adapts() {
    return adaptive != null;
  }

  /** Counts in that a request is being retried; false when there are as many as there may be. */
  public boolean enterRetry() {
    return entered(retries, retriesMax);
  }

  /** A retried request is over. */
  public void leaveRetry() {
    retries.decrementAndGet();
  }

  private static boolean entered(AtomicInteger count, int max) {
    if (count.incrementAndGet() <= max) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }
}
