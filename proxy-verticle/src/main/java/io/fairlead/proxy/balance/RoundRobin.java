package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One after the other; where weights differ, each as often as its weight says, well mixed. A weight
 * of 0 has no turn unless all eligible ones weigh 0.
 */
public final class RoundRobin implements Balancer {
  /**
   * 2<sup>32</sup> divided by the golden ratio. Multiples of it, seen as fractions of
   * 2<sup>32</sup>, fall evenly into any interval from the first few on (Fibonacci hashing, Knuth,
   * TAOCP 3, 6.4), so that heavy endpoints get no long runs, and no state is kept per endpoint.
   */
  private static final int GOLDEN = 0x9E3779B9;

  private static final double TURNS = 0x1p32;

  private final AtomicInteger turns;

  /**
   * @param start where to begin; random, lest all sidecars begin with the same endpoint
   */
  public RoundRobin(int start) {
    turns = new AtomicInteger(start);
  }

  @Override
  public RouteEndpoint choose(
      List<RouteEndpoint> all,
      List<RouteEndpoint> eligible,
      Weights weights,
      long key,
      long nowNanos) {
    int turn = turns.getAndIncrement();
    double sum = weights == Weights.EQUAL ? 0 : weights.sum(eligible);
    return sum > 0
        ? weights.at(eligible, Integer.toUnsignedLong(turn * GOLDEN) / TURNS * sum)
        // floorMod: the counter turns negative after 2^31 choices, and % would follow it.
        : eligible.get(Math.floorMod(turn, eligible.size()));
  }
}
