package io.fairlead.proxy.route;

import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.proxy.exchange.Route;
import java.util.function.Supplier;

/**
 * The route to the application beside this sidecar: what its task says, with the timeouts that its
 * service's policy says now, since a caller's sidecar that waits longer would wait in vain, and
 * with its rate limit, which protects the application here. The rest of the policy is for callers.
 * On one event loop.
 */
public final class ApplicationRoute implements Supplier<Route> {
  private final Route told;
  private final LiveRoutes routes;
  private RoutingTable seen;
  private Route route;

  /**
   * @param told what the task says; its name is that of the service
   */
  public ApplicationRoute(Route told, LiveRoutes routes) {
    this.told = told;
    this.routes = routes;
    this.route = told;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // tables are immutable: another one is another object
  public Route get() {
    var table = routes.table();
    if (table != seen) {
      seen = table;
      route = following(table.byName(told.name()));
    }
    return route;
  }

  private Route following(Route service) {
    return service == null || service.policy().equals(TrafficPolicy.NONE)
        ? told
        : told.under(told.timeouts().with(service.policy().timeouts()), limited(service.policy()));
  }

  private static TrafficPolicy limited(TrafficPolicy policy) {
    return policy.rateLimit() == null
        ? TrafficPolicy.NONE
        : new TrafficPolicy(null, null, null, null, null, policy.rateLimit(), null);
  }
}
