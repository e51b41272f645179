package io.fairlead.proxy.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** What this process has under way at one endpoint, and how fast it answers; any thread. */
final class EndpointLoad {
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicReference<PeakLatency> latency = new AtomicReference<>(PeakLatency.UNKNOWN);

  /** Attempts that were begun and are not over. */
  int underWay() {
    return underWay.get();
  }

  /** What its answers took. */
  PeakLatency latency() {
    return latency.get();
  }

  void begun() {
    underWay.incrementAndGet();
  }

  void over() {
    underWay.decrementAndGet();
  }

  void answered(long nanos, long nowNanos) {
    latency.updateAndGet(before -> before.afterAnswer(nanos, nowNanos));
  }

  void failed(long nanos, long nowNanos) {
    latency.updateAndGet(before -> before.afterFailure(nanos, nowNanos));
  }

  void givenUp(long nanos, long nowNanos) {
    latency.updateAndGet(before -> before.afterGivingUp(nanos, nowNanos));
  }

  /** Compares requests under way, each endpoint's by its weight. */
  double leastRequest(double relativeWeight) {
    return underWay.get() / relativeWeight;
  }

  /** The expected time until one more request is answered, after all that are under way. */
  double peakEwma(double relativeWeight, long nowNanos) {
    int pending = underWay.get();
    return latency.get().expectedNanos(pending > 0, nowNanos) * (pending / relativeWeight + 1);
  }
}
