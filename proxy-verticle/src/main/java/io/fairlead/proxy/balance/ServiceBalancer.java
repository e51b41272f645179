package io.fairlead.proxy.balance;

import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;

/** One service's balancing under one policy; immutable but for its memory, any thread. */
final class ServiceBalancer {
  /**
   * What a policy comes to.
   *
   * @param slowStartNanos 0 when endpoints have their whole share at once
   * @param zones null when they do not matter
   * @param key null when nothing is hashed
   * @param panicPercent 0 when only none at all is too few
   */
  record Parts(
      Algorithm algorithm, long slowStartNanos, Zones zones, HashKey key, int panicPercent) {}

  private final Parts parts;
  private final ServiceMemory memory;
  private final Balancer balancer;
  private final boolean counting;

  ServiceBalancer(Parts parts, ServiceMemory memory) {
    this.parts = parts;
    this.memory = memory;
    this.balancer = memory.balancer(parts.algorithm);
    this.counting =
        parts.algorithm == Algorithm.LEAST_REQUEST || parts.algorithm == Algorithm.PEAK_EWMA;
  }

  ServiceMemory memory() {
    return memory;
  }

  int panicPercent() {
    return parts.panicPercent;
  }

  /** Whether attempts under way matter. */
  boolean isCounting() {
    return counting;
  }

  /** Whether the time that answers take matters. */
  boolean isTiming() {
    return parts.algorithm == Algorithm.PEAK_EWMA;
  }

  /**
   * Chooses where the exchange's attempt goes.
   *
   * @param available not empty
   */
  RouteEndpoint choose(Exchange exchange, List<RouteEndpoint> available) {
    var route = exchange.route();
    long now = exchange.attemptStartedNanos();
    var near = parts.zones == null ? available : parts.zones.narrow(route, available);
    return balancer(route)
        .choose(
            route.endpoints(),
            exchange.tried().isEmpty() ? near : Untried.of(exchange, near, available),
            weights(route, now),
            parts.key == null ? 0 : parts.key.of(exchange.request()),
            now);
  }

  private Weights weights(Route route, long now) {
    var own = route.weighted() ? Weights.OWN : Weights.EQUAL;
    return parts.slowStartNanos == 0 ? own : memory.slowStart().of(own, parts.slowStartNanos, now);
  }

  private Balancer balancer(Route route) {
    return route.subset().isEmpty() || parts.algorithm != Algorithm.ROUND_ROBIN
        ? balancer
        : memory.turnsOf(route.subset());
  }
}
