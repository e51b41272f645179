package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;

/**
 * Chooses the endpoint of an attempt. Fails open twice: when the registry calls every endpoint
 * unhealthy, and when every one is ejected, all of them may be chosen, since a guess that fails
 * costs no more than a refusal.
 */
public final class BalancingStage implements Stage {
  private final PerService<Balancer> balancers;
  private final Ejections ejections;

  public BalancingStage(PerService<Balancer> balancers, Ejections ejections) {
    this.balancers = balancers;
    this.ejections = ejections;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var route = exchange.route();
    if (route.endpoints().isEmpty()) {
      return Future.failedFuture(
          new ProxyFailure.NoHealthyEndpoint(
              "service " + route.name() + " has no endpoint (expected: at least one registered)"));
    }
    exchange.chosen(balancers.of(route).choose(eligible(exchange), route.weighted()));
    return next.proceed(exchange);
  }

  private List<RouteEndpoint> eligible(Exchange exchange) {
    var route = exchange.route();
    var eligible = route.healthy().isEmpty() ? route.endpoints() : route.healthy();
    long now = exchange.attemptStartedNanos();
    if (ejections.any(route, now)) {
      eligible = preferring(eligible, e -> !ejections.isEjected(route, e, now));
    }
    if (!exchange.tried().isEmpty()) {
      eligible = preferring(eligible, e -> !wasTried(exchange, e));
    }
    return eligible;
  }

  private static boolean wasTried(Exchange exchange, RouteEndpoint endpoint) {
    for (var tried : exchange.tried()) {
      if (tried.instanceId().equals(endpoint.instanceId())) {
        return true;
      }
    }
    return false;
  }

  private static List<RouteEndpoint> preferring(
      List<RouteEndpoint> all, Predicate<RouteEndpoint> wanted) {
    var preferred = all.stream().filter(wanted).toList();
    return preferred.isEmpty() ? all : preferred;
  }
}
