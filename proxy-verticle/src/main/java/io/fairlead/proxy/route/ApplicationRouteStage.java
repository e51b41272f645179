package io.fairlead.proxy.route;

import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.Objects;

/**
 * Sends everything to the application beside this sidecar, whatever the Host header says. Of its
 * service's policy only the rate limit is for the application; the rest is for its callers. One per
 * event loop.
 */
public final class ApplicationRouteStage implements Stage {
  private final LiveRoutes routes;
  private RoutingTable lastTable;
  private Route route;

  /**
   * @param application its name is that of its service
   */
  public ApplicationRouteStage(LiveRoutes routes, Route application) {
    this.routes = routes;
    this.route = application;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var table = routes.table();
    if (table != lastTable) {
      lastTable = table;
      follow(table.byName(route.name()));
    }
    exchange.routed(route);
    return next.proceed(exchange);
  }

  private void follow(Route service) {
    var limit = service == null ? null : service.policy().rateLimit();
    if (!Objects.equals(limit, route.policy().rateLimit())) {
      route = limited(limit);
    }
  }

  private Route limited(RateLimit limit) {
    return Route.of(
        route.serviceId(),
        route.name(),
        route.protocol(),
        route.timeouts(),
        route.endpoints(),
        new TrafficPolicy(null, null, null, null, null, limit, null));
  }
}
