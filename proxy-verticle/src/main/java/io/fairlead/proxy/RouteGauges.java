package io.fairlead.proxy;

import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.outlier.Outliers;
import io.fairlead.proxy.route.LiveRoutes;
import io.fairlead.proxy.route.RoutingTable;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Lets every service in the routing table have its endpoints counted. */
final class RouteGauges {
  private final ProxyMetrics metrics;
  private final LiveRoutes routes;
  private final Outliers outliers;
  private final LongSupplier clock;
  private final PerService<Route> counted = new PerService<>(this::count);

  RouteGauges(ProxyMetrics metrics, LiveRoutes routes, Outliers outliers, LongSupplier nanoClock) {
    this.metrics = metrics;
    this.routes = routes;
    this.outliers = outliers;
    this.clock = nanoClock;
  }

  void follow(RoutingTable table) {
    counted.retain(table.serviceIds(), (id, gone) -> {});
    table.routes().forEach(counted::of);
  }

  private Route count(Route route) {
    gauge(route, "healthy", now -> now.healthy().size());
    gauge(route, "unhealthy", now -> now.endpoints().size() - now.healthy().size());
    gauge(route, "ejected", now -> outliers.ejected(now, clock.getAsLong()));
    return route;
  }

  private void gauge(Route route, String state, ToIntFunction<Route> count) {
    String id = route.serviceId();
    metrics.endpoints(route, state, () -> countNow(id, count));
  }

  private int countNow(String serviceId, ToIntFunction<Route> count) {
    var route = routes.table().byServiceId(serviceId);
    return route == null ? 0 : count.applyAsInt(route);
  }
}
