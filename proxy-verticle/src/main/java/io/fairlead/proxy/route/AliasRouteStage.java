package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/**
 * Finds the route of one client alias, whatever the Host header says: a client that connected to
 * the alias's own address has said whom it means. Its Host header may hold that address, or the
 * name without the port, which alone could be another service's.
 */
public final class AliasRouteStage implements Stage {
  private final LiveRoutes routes;
  private final String authority;

  public AliasRouteStage(LiveRoutes routes, AliasPort alias) {
    this.routes = routes;
    this.authority = alias.toString();
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var table = routes.table();
    var route = table.find(authority);
    if (route == null) {
      return Future.failedFuture(RoutingStage.missing(authority, table));
    }
    exchange.routed(route);
    return next.proceed(exchange);
  }
}
