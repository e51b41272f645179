package io.fairlead.proxy.outlier;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what one service's endpoints do over one interval after the other; any thread. The first
 * attempt that ends after an interval closes it: where there are no attempts there is nothing to
 * judge.
 */
final class OutlierRates {
  private record Adders(LongAdder requests, LongAdder failed) {}

  private final RatePolicy policy;
  private final Map<String, Adders> adders = new ConcurrentHashMap<>();
  private final AtomicLong endsNanos;

  OutlierRates(RatePolicy policy, long nowNanos) {
    this.policy = policy;
    this.endsNanos = new AtomicLong(nowNanos + policy.intervalNanos());
  }

  /**
   * Counts an attempt.
   *
   * @return the instances that stood out in the interval that is over now; nearly always none
   */
  Set<String> count(String instanceId, boolean failed, long nowNanos) {
    long ends = endsNanos.get();
    Set<String> outliers = Set.of();
    if (nowNanos >= ends && endsNanos.compareAndSet(ends, nowNanos + policy.intervalNanos())) {
      outliers = policy.outliers(take());
    }
    var counted =
        adders.computeIfAbsent(instanceId, id -> new Adders(new LongAdder(), new LongAdder()));
    counted.requests.increment();
    if (failed) {
      counted.failed.increment();
    }
    return outliers;
  }

  private Map<String, RatePolicy.Count> take() {
    Map<String, RatePolicy.Count> counts = new HashMap<>();
    adders.forEach(
        (id, each) -> counts.put(id, new RatePolicy.Count(each.requests.sum(), each.failed.sum())));
    adders.clear();
    return counts;
  }
}
