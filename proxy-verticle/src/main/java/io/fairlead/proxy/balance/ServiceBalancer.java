package io.fairlead.proxy.balance;

import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One service's balancing under one policy, and what is known of its endpoints' load, which
 * outlives the policy. Any thread.
 */
final class ServiceBalancer {
  /** More subsets than this take turns together. */
  private static final int SUBSETS_MAX = 64;

  /**
   * What a policy comes to.
   *
   * @param balancer of the algorithm
   * @param slowStart null when endpoints have their whole share at once
   * @param zones null when they do not matter
   * @param key null when nothing is hashed
   * @param panicPercent 0 when only none at all is too few
   */
  record Parts(
      Algorithm algorithm,
      Balancer balancer,
      SlowStart slowStart,
      Zones zones,
      HashKey key,
      int panicPercent) {}

  private final Parts parts;
  private final Loads loads;
  private final BalancingObserver observer;
  private final boolean counting;
  private final Map<Map<String, String>, Balancer> ofSubsets = new ConcurrentHashMap<>();
  private volatile Route followed;

  ServiceBalancer(Parts parts, Loads loads, BalancingObserver observer) {
    this.parts = parts;
    this.loads = loads;
    this.observer = observer;
    this.counting =
        parts.algorithm == Algorithm.LEAST_REQUEST || parts.algorithm == Algorithm.PEAK_EWMA;
  }

  Parts parts() {
    return parts;
  }

  Loads loads() {
    return loads;
  }

  BalancingObserver observer() {
    return observer;
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
    var eligible = exchange.tried().isEmpty() ? near : Untried.of(exchange, near, available);
    var own = route.weighted() ? Weights.OWN : Weights.EQUAL;
    return balancer(route)
        .choose(
            route.endpoints(),
            eligible,
            parts.slowStart == null ? own : parts.slowStart.of(own, now),
            parts.key == null ? 0 : parts.key.of(exchange.request()),
            now);
  }

  /** In turn by itself: subsets that are asked by turns would otherwise see every other turn. */
  private Balancer balancer(Route route) {
    if (route.subset().isEmpty() || parts.algorithm != Algorithm.ROUND_ROBIN) {
      return parts.balancer;
    }
    var held = ofSubsets.get(route.subset());
    if (held != null || ofSubsets.size() >= SUBSETS_MAX) {
      return held != null ? held : parts.balancer;
    }
    return ofSubsets.computeIfAbsent(route.subset(), subset -> new RoundRobin(subset.hashCode()));
  }

  /** The service's endpoints are these now. */
  @SuppressWarnings("ReferenceEquality") // routes of services that did not change are taken over
  void follow(Route route, long nowNanos) {
    if (route == followed) {
      return;
    }
    followed = route;
    loads.retain(
        route.endpoints().stream().map(RouteEndpoint::instanceId).collect(Collectors.toSet()));
    if (parts.slowStart != null) {
      parts.slowStart.follow(route, nowNanos);
    }
  }
}
