package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many requests through: of everybody together, or of each caller, who is an address until
 * callers have identities. One per limit and process; any event loop.
 */
final class RateLimiter {
  static final int RATE_MAX = 1_000_000;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RateLimit limit;
  private final int perSecond;
  private final int burst;
  private final int callersMax;
  private final LimitObserver observer;
  private final TokenBucket all;
  private final Map<String, TokenBucket> callers = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param callersMax how many callers are told apart at once; of more, the one that was silent
   *     longest is forgotten
   * @throws IllegalArgumentException when a number is out of range
   */
  RateLimiter(RateLimit limit, int callersMax, LimitObserver observer, long nowNanos) {
    this.limit = limit;
    this.perSecond =
        Checks.range("rateLimit.requestsPerSecond", limit.requestsPerSecond(), 0, 1, RATE_MAX);
    this.burst = Checks.range("rateLimit.burst", limit.burst(), perSecond, 1, RATE_MAX);
    this.callersMax = callersMax;
    this.observer = observer;
    this.all = Boolean.TRUE.equals(limit.perCaller()) ? null : bucket(nowNanos);
  }

  private TokenBucket bucket(long nowNanos) {
    return new TokenBucket(perSecond, burst, nowNanos);
  }

  /** Whether it is this limit, so that its buckets need not be filled anew. */
  boolean is(RateLimit other) {
    return limit.equals(other);
  }

  /**
   * Counts a request.
   *
   * @param what is limited, for the message
   * @return null when it may pass
   */
  ProxyFailure refusal(Exchange exchange, String what) {
    long now = exchange.attemptStartedNanos();
    var bucket = all != null ? all : bucketOf(exchange.request().clientAddress(), now);
    long missing = bucket.take(now);
    if (missing == 0) {
      return null;
    }
    String of = all == null ? " of this caller" : "";
    return new ProxyFailure.RateLimited(
        (int) ((missing + SECOND - 1) / SECOND),
        what + " takes " + perSecond + " requests" + of + " a second (expected: fewer)");
  }

  private TokenBucket bucketOf(String caller, long nowNanos) {
    TokenBucket bucket;
    boolean forgotten;
    synchronized (callers) {
      bucket = callers.computeIfAbsent(caller, c -> bucket(nowNanos));
      forgotten = callers.size() > callersMax;
      if (forgotten) {
        var oldest = callers.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
    if (forgotten) {
      observer.callerForgotten();
    }
    return bucket;
  }
}
