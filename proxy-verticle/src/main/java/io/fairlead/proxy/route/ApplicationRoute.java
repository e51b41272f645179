package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Route;
import java.util.function.Supplier;

/**
 * The route to the application beside this sidecar: what its task says, with the timeouts that its
 * service's policy says now, since a caller's sidecar that waits longer would wait in vain. On one
 * event loop.
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
      route = following(table.find(told.name()));
    }
    return route;
  }

  private Route following(Route service) {
    return service == null
        ? told
        : new Route(
            told.serviceId(),
            told.name(),
            told.protocol(),
            told.timeouts().with(service.policy().timeouts()),
            told.endpoints(),
            told.healthy(),
            told.weighted(),
            told.policy());
  }
}
