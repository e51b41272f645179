package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One after the other. */
public final class RoundRobin implements Balancer {
  private final AtomicInteger turns;

  /**
   * @param start where to begin; random, lest all sidecars begin with the same endpoint
   */
  public RoundRobin(int start) {
    turns = new AtomicInteger(start);
  }

  @Override
  public RouteEndpoint choose(List<RouteEndpoint> eligible) {
    // floorMod: the counter turns negative after 2^31 choices, and % would follow it.
    return eligible.get(Math.floorMod(turns.getAndIncrement(), eligible.size()));
  }
}
