package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Sends everything to the application beside this sidecar, whatever the Host header says. */
public final class FixedRouteStage implements Stage {
  private final Supplier<Route> route;

  /**
   * @param route to it, as it is now
   */
  public FixedRouteStage(Supplier<Route> route) {
    this.route = route;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    exchange.routed(route.get());
    return next.proceed(exchange);
  }
}
