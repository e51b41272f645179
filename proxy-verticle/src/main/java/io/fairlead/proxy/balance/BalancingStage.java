package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Chooses the endpoint of an attempt, as the service's policy says. Fails open: when so few
 * endpoints are well that the policy calls it panic, none unless it says otherwise, those may be
 * chosen that are not, since a guess that fails costs no more than a refusal.
 */
public final class BalancingStage implements Stage {
  private final Balancers balancers;
  private final Ejections ejections;
  private final LongSupplier clock;

  public BalancingStage(Balancers balancers, Ejections ejections, LongSupplier nanoClock) {
    this.balancers = balancers;
    this.ejections = ejections;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var route = exchange.route();
    if (route.endpoints().isEmpty()) {
      return Future.failedFuture(nobody(route));
    }
    var balancer = balancers.of(route);
    var chosen =
        balancer.choose(exchange, available(route, balancer, exchange.attemptStartedNanos()));
    exchange.chosen(chosen);
    return balancer.isCounting()
        ? counted(exchange, next, balancer, chosen)
        : next.proceed(exchange);
  }

  private static ProxyFailure nobody(Route route) {
    return new ProxyFailure.NoHealthyEndpoint(
        route.subset().isEmpty()
            ? "service " + route.name() + " has no endpoint (expected: at least one registered)"
            : "service "
                + route.name()
                + " has no endpoint of the subset "
                + route.subset()
                + " (expected: at least one instance registered with these attributes)");
  }

  private Future<ResponseHead> counted(
      Exchange exchange, Next next, ServiceBalancer balancer, RouteEndpoint chosen) {
    boolean timing = balancer.isTiming();
    long started = timing ? clock.getAsLong() : exchange.attemptStartedNanos();
    var attempt =
        CountedAttempt.begin(balancer.memory().loads().of(chosen), timing, started, clock);
    return next.proceed(exchange).onComplete(attempt::done);
  }

  private List<RouteEndpoint> available(Route route, ServiceBalancer balancer, long now) {
    var healthy = route.healthy();
    var most = healthy.isEmpty() ? route.endpoints() : healthy;
    var left =
        ejections.any(route, now)
            ? most.stream().filter(e -> !ejections.isEjected(route, e, now)).toList()
            : most;
    int well = healthy.isEmpty() ? 0 : left.size();
    if (well == route.endpoints().size()) {
      return left;
    }
    int percent = balancer.panicPercent();
    if (Panic.isNow(well, route.endpoints().size(), percent)) {
      balancer.memory().observer().panicked();
      return percent > 0 ? route.endpoints() : left.isEmpty() ? most : left;
    }
    return left;
  }
}
