package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/**
 * Finds the route of a client that connected to the address of a client alias, and so has said whom
 * it means. Its Host header may hold that address, or a name that means nothing here, or the
 * alias's name without the port, which alone could be another service's: all of these are the
 * alias. Only the name of another alias on the same port is believed: that client resolved it
 * before the sidecar was started anew and gave the address to somebody else.
 */
public final class AliasRouteStage implements Stage {
  private final LiveRoutes routes;
  private final AliasPort alias;
  private final String own;

  public AliasRouteStage(LiveRoutes routes, AliasPort alias) {
    this.routes = routes;
    this.alias = alias;
    this.own = alias.toString();
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var table = routes.table();
    String meant = meant(exchange.request().authority(), table);
    var route = table.find(meant);
    if (route == null) {
      return Future.failedFuture(RoutingStage.missing(meant, table));
    }
    exchange.routed(route);
    return next.proceed(exchange);
  }

  private String meant(String authority, RoutingTable table) {
    if (authority == null || authority.equals(own)) {
      return own;
    }
    String name = RouteNames.hostOf(RouteNames.canonical(authority));
    var other = new AliasPort(name, alias.port());
    return table.aliasPorts().contains(other) ? other.toString() : own;
  }
}
