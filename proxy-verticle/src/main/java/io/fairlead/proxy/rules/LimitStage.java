package io.fairlead.proxy.rules;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.List;

/**
 * Refuses what a service's rate limit does not let through. A limit is to protect the instances, so
 * their own sidecars enforce it; a caller's does it only for a service that has an instance without
 * one, which nobody else protects.
 */
public final class LimitStage implements Stage {
  private final Rules rules;
  private List<RouteEndpoint> lastEndpoints;
  private boolean lastProtected;

  /** One per event loop. */
  public LimitStage(Rules rules) {
    this.rules = rules;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var route = exchange.route();
    if (route.policy().rateLimit() == null || isProtected(route)) {
      return next.proceed(exchange);
    }
    var limiter = rules.limiterOf(route);
    var refused = limiter == null ? null : limiter.refusal(exchange, "it");
    return refused == null ? next.proceed(exchange) : Future.failedFuture(refused);
  }

  /** Asked for each request of a limited service; its endpoints rarely change. */
  @SuppressWarnings("ReferenceEquality") // a quick way past counting, which would be right, too
  private boolean isProtected(Route route) {
    if (route.endpoints() != lastEndpoints) {
      lastEndpoints = route.endpoints();
      lastProtected = lastEndpoints.stream().allMatch(RouteEndpoint::sidecar);
    }
    return lastProtected;
  }
}
