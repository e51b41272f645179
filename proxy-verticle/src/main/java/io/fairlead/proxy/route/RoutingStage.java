package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/** Finds the route of the name that the client asks for. One per event loop. */
public final class RoutingStage implements Stage {
  private static final int SHOWN_CHARS_MAX = 128;

  private final LiveRoutes routes;
  private String lastAuthority;
  private RoutingTable lastTable;
  private Route lastRoute;

  public RoutingStage(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var table = routes.table();
    String authority = exchange.request().authority();
    var route = authority == null ? null : find(authority, table);
    if (route == null) {
      return Future.failedFuture(missing(authority, table));
    }
    exchange.routed(route);
    return next.proceed(exchange);
  }

  /** Most requests ask for whom the one before asked, and fronts give them the same string. */
  private Route find(String authority, RoutingTable table) {
    boolean isSame = isSame(authority) && table == lastTable;
    if (!isSame) {
      lastRoute = table.find(authority);
      lastAuthority = authority;
      lastTable = table;
    }
    return lastRoute;
  }

  @SuppressWarnings("ReferenceEquality") // a quick way past equals, which would be right, too
  private boolean isSame(String authority) {
    return authority == lastAuthority;
  }

  /** Says that nobody goes by that name, or that it is too early to tell. */
  static ProxyFailure missing(String authority, RoutingTable table) {
    if (authority == null) {
      return new ProxyFailure.NoRoute(
          "no Host header (expected: the name of a service, " + table.knownNames() + ")");
    }
    String shown =
        authority.length() <= SHOWN_CHARS_MAX
            ? authority
            : authority.substring(0, SHOWN_CHARS_MAX) + "...";
    return table.isComplete()
        ? new ProxyFailure.NoRoute("no route for host '" + shown + "' (" + table.knownNames() + ")")
        : new ProxyFailure.NotReady(
            "no route for host '"
                + shown
                + "' yet: the registry has not told everything; try again in a moment");
  }
}
