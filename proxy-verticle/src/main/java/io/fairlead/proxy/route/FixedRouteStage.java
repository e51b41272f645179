package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/** Sends everything to the application beside this sidecar, whatever the Host header says. */
public final class FixedRouteStage implements Stage {
  private final Route route;

  public FixedRouteStage(Route route) {
    this.route = route;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    exchange.routed(route);
    return next.proceed(exchange);
  }
}
