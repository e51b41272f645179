package io.fairlead.proxy.balance;

import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * What is known of one service and its endpoints, whatever its policy says: a change of policy, or
 * a late attempt under the one before, loses none of it. Any thread.
 */
final class ServiceMemory {
  /** More subsets than this take turns together. */
  private static final int SUBSETS_MAX = 64;

  private static final double ALL_INTS = 0x1p32;

  private final DoubleSupplier random;
  private final BalancingObserver observer;
  private final Loads loads = new Loads();
  private final SlowStart slowStart = new SlowStart();
  private final ConcurrentMap<Algorithm, Balancer> balancers = new ConcurrentHashMap<>();
  private final ConcurrentMap<Map<String, String>, Balancer> turns = new ConcurrentHashMap<>();
  private volatile Route followed;

  /**
   * @param random numbers from 0 to below 1
   */
  ServiceMemory(DoubleSupplier random, BalancingObserver observer) {
    this.random = random;
    this.observer = observer;
  }

  Loads loads() {
    return loads;
  }

  SlowStart slowStart() {
    return slowStart;
  }

  BalancingObserver observer() {
    return observer;
  }

  /** The service's balancer of this algorithm, always the same one. */
  Balancer balancer(Algorithm algorithm) {
    return balancers.computeIfAbsent(algorithm, this::made);
  }

  private Balancer made(Algorithm algorithm) {
    return switch (algorithm) {
      case ROUND_ROBIN -> roundRobin();
      case RANDOM -> new AnyEndpoint(random);
      case LEAST_REQUEST ->
          new TwoChoices(
              (endpoint, weight, now) -> loads.of(endpoint).leastRequest(weight), random);
      case PEAK_EWMA ->
          new TwoChoices(
              (endpoint, weight, now) -> loads.of(endpoint).peakEwma(weight, now), random);
      case RING_HASH -> new HashBalancer(Ring::of);
      case MAGLEV -> new HashBalancer(MaglevTable::of);
    };
  }

  private RoundRobin roundRobin() {
    return new RoundRobin((int) (long) (random.getAsDouble() * ALL_INTS));
  }

  /**
   * A subset's own turns: subsets that are asked one after the other would see every other turn of
   * a common one.
   */
  Balancer turnsOf(Map<String, String> subset) {
    var held = turns.get(subset);
    if (held != null) {
      return held;
    }
    return turns.size() < SUBSETS_MAX
        ? turns.computeIfAbsent(subset, s -> roundRobin())
        : balancer(Algorithm.ROUND_ROBIN);
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
    slowStart.follow(route, nowNanos);
  }
}
