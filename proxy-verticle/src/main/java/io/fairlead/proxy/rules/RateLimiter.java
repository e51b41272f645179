package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.LimitScope;
import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

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
  private final IntSupplier instances;
  private final TokenBucket all;
  private final Map<String, TokenBucket> callers = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param callersMax how many callers are told apart at once; of more, the one that was silent
   *     longest is forgotten
   * @param instances how many share a limit of the cluster now; not asked for others
   * @throws IllegalArgumentException when a number is out of range
   */
  RateLimiter(
      RateLimit limit,
      int callersMax,
      LimitObserver observer,
      IntSupplier instances,
      long nowNanos) {
    this.limit = limit;
    this.perSecond =
        Checks.range("rateLimit.requestsPerSecond", limit.requestsPerSecond(), 0, 1, RATE_MAX);
    this.burst = Checks.range("rateLimit.burst", limit.burst(), perSecond, 1, RATE_MAX);
    this.callersMax = callersMax;
    this.observer = observer;
    this.instances = instances;
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
    int parts = parts(exchange.direction());
    long missing = bucket.take(now, parts);
    if (missing == 0) {
      return null;
    }
    String of = all == null ? " of this caller" : "";
    return new ProxyFailure.RateLimited(
        (int) ((missing + SECOND - 1) / SECOND),
        what
            + " takes "
            + perSecond
            + " requests"
            + of
            + " a second"
            + (parts == 1 ? "" : ", of which this instance takes one part of " + parts)
            + " (expected: fewer)");
  }

  /** A caller's sidecar does not know how many callers there are, and takes the whole. */
  private int parts(Direction direction) {
    return limit.scope() == LimitScope.CLUSTER && direction == Direction.INGRESS
        ? Math.max(1, instances.getAsInt())
        : 1;
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
