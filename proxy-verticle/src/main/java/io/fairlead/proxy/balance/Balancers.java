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
 * changed policy holds from the next attempt on; what was counted before still holds.
 */
public final class Balancers {
  private static final Balancing NOTHING_SAID = new Balancing(null, null, null, null, null);

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
    routes.forEach(route -> services.of(route).memory().follow(route, nowNanos));
  }

  /** Forgets services that are gone. */
  public void retain(Set<String> serviceIds) {
    services.retain(serviceIds, (id, gone) -> {});
  }

  /** How many attempts of this process an endpoint has under way; empty when nobody counts. */
  public OptionalInt underWay(Route route, RouteEndpoint endpoint) {
    var service = services.of(route);
    return service.isCounting()
        ? OptionalInt.of(service.memory().loads().of(endpoint).underWay())
        : OptionalInt.empty();
  }

  private ServiceBalancer next(Route route, ServiceBalancer before) {
    var said = route.policy().balancing();
    var policy = said == null ? NOTHING_SAID : said;
    var memory =
        before == null ? new ServiceMemory(random, observers.apply(route)) : before.memory();
    var algorithm = policy.algorithm() == null ? Algorithm.ROUND_ROBIN : policy.algorithm();
    boolean hashing = algorithm == Algorithm.RING_HASH || algorithm == Algorithm.MAGLEV;
    boolean zoneAware = zone != null && !hashing && !Boolean.FALSE.equals(policy.zoneAware());
    return new ServiceBalancer(
        new ServiceBalancer.Parts(
            algorithm,
            hashing ? 0 : TimeUnit.SECONDS.toNanos(orZero(policy.slowStartSeconds())),
            zoneAware ? new Zones(zone, random, memory.observer()) : null,
            hashing ? new HashKey(policy.hashOn(), random) : null,
            orZero(policy.panicPercent())),
        memory);
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
