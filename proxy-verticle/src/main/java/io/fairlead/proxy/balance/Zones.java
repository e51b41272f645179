package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Keeps one service's requests in the sidecar's own zone as far as that is fair; any thread. */
final class Zones {
  private final String zone;
  private final DoubleSupplier random;
  private final BalancingObserver observer;
  private final Remembered<List<RouteEndpoint>, ZonePlan> plans = new Remembered<>();

  /**
   * @param zone the sidecar's own
   * @param random numbers from 0 to below 1
   */
  Zones(String zone, DoubleSupplier random, BalancingObserver observer) {
    this.zone = zone;
    this.random = random;
    this.observer = observer;
  }

  /** The endpoints of the zone that a request goes to, or all of these when zones do not matter. */
  List<RouteEndpoint> narrow(Route route, List<RouteEndpoint> available) {
    if (available.size() < 2 * ZonePlan.ENDPOINTS_PER_ZONE_MIN) {
      return available;
    }
    var plan = plan(route, available);
    if (plan.isPlain()) {
      return available;
    }
    var chosen = plan.isAllLocal() ? plan.local() : plan.at(random.getAsDouble());
    if (isLocal(plan, chosen)) {
      observer.stayedInZone();
    } else {
      observer.leftZone();
    }
    return chosen;
  }

  /** While endpoints are ejected, each request has a list of its own. */
  @SuppressWarnings("ReferenceEquality") // the route's own lists stay the same objects
  private ZonePlan plan(Route route, List<RouteEndpoint> available) {
    var weights = route.weighted() ? Weights.OWN : Weights.EQUAL;
    return available == route.healthy() || available == route.endpoints()
        ? plans.of(available, all -> ZonePlan.of(all, zone, weights))
        : ZonePlan.of(available, zone, weights);
  }

  @SuppressWarnings("ReferenceEquality") // one of the plan's own lists
  private static boolean isLocal(ZonePlan plan, List<RouteEndpoint> chosen) {
    return chosen == plan.local();
  }
}
