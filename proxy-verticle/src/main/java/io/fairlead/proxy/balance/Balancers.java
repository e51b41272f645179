package io.fairlead.proxy.balance;

import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * How each service of this process is balanced, as its policy says at the moment; any thread. A
 * changed policy holds from the next attempt on and begins with the loads that the one before it
 * counted.
 */
public final class Balancers {
  private static final Balancing NOTHING_SAID = new Balancing(null, null, null, null, null);
  private static final double ALL_INTS = 0x1p32;

  private final String zone;
  private final DoubleSupplier random;
  private final Function<Route, BalancingObserver> observers;
  private final PerService<ServiceBalancer> services =
      new PerService<>(route -> route.policy().balancing(), this::next);

  /**
   * @param zone the sidecar's own, null when nobody said
   * @param random numbers from 0 to below 1; any thread
   * @param observers a service's, asked for when it is first seen
   */
  public Balancers(
      String zone, DoubleSupplier random, Function<Route, BalancingObserver> observers) {
    this.zone = zone;
    this.random = random;
    this.observers = observers;
  }

  ServiceBalancer of(Route route) {
    return services.of(route);
  }

  /** These are all services now, with the endpoints that they have. */
  public void follow(Collection<Route> routes, long nowNanos) {
    routes.forEach(route -> services.of(route).follow(route, nowNanos));
  }

  /** Forgets services that are gone. */
  public void retain(Set<String> serviceIds) {
    services.retain(serviceIds, (id, gone) -> {});
  }

  /** How many attempts of this process an endpoint has under way; empty when nobody counts. */
  public OptionalInt underWay(Route route, RouteEndpoint endpoint) {
    var service = services.of(route);
    return service.isCounting()
        ? OptionalInt.of(service.loads().of(endpoint).underWay())
        : OptionalInt.empty();
  }

  private ServiceBalancer next(Route route, ServiceBalancer before) {
    var said = route.policy().balancing();
    var policy = said == null ? NOTHING_SAID : said;
    var algorithm = policy.algorithm() == null ? Algorithm.ROUND_ROBIN : policy.algorithm();
    var loads = before == null ? new Loads() : before.loads();
    var observer = before == null ? observers.apply(route) : before.observer();
    boolean hashing = algorithm == Algorithm.RING_HASH || algorithm == Algorithm.MAGLEV;
    boolean zoneAware = zone != null && !hashing && !Boolean.FALSE.equals(policy.zoneAware());
    return new ServiceBalancer(
        new ServiceBalancer.Parts(
            algorithm,
            before != null && before.parts().algorithm() == algorithm
                ? before.parts().balancer()
                : balancer(algorithm, loads),
            hashing ? null : slowStart(policy.slowStartSeconds(), before),
            zoneAware ? new Zones(zone, random, observer) : null,
            hashing ? new HashKey(policy.hashOn(), random) : null,
            policy.panicPercent() == null ? 0 : policy.panicPercent()),
        loads,
        observer);
  }

  private Balancer balancer(Algorithm algorithm, Loads loads) {
    return switch (algorithm) {
      case ROUND_ROBIN -> new RoundRobin((int) (long) (random.getAsDouble() * ALL_INTS));
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

  private static SlowStart slowStart(Integer seconds, ServiceBalancer before) {
    if (seconds == null || seconds == 0) {
      return null;
    }
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    var held = before == null ? null : before.parts().slowStart();
    return held == null ? SlowStart.of(nanos) : held.lasting(nanos);
  }
}
