package io.fairlead.proxy.chain;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests may be under way at once in this process; any thread. Each holds connections
 * and heads in memory, and a sidecar that runs out of memory fails all of them.
 */
public final class RequestLimit {
  private final int max;
  private final AtomicInteger underWay = new AtomicInteger();

  public RequestLimit(int max) {
    this.max = max;
  }

  /** Counts one in; false when there are too many already. */
  boolean enter() {
    if (underWay.incrementAndGet() <= max) {
      return true;
    }
    underWay.decrementAndGet();
    return false;
  }

  /** Counts one out. */
  void leave() {
    underWay.decrementAndGet();
  }

  /** How many may be under way. */
  public int max() {
    return max;
  }

  /** How many are under way. */
  public int underWay() {
    return underWay.get();
  }
}
