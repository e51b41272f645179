package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.route.RoutingTable;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compiled rules and limits of all services; one per process, any event loop. */
public final class Rules {
  private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

  private final Destinations destinations;
  private final int callersMax;
  private final LimitObserver observer;
  private final SplitObserver splits;
  private final LongSupplier clock;
  private final PerService<RuleSet> sets;
  private final PerService<RateLimiter> limiters;
  private volatile RoutingTable present = RoutingTable.EMPTY;

  /**
   * @param callersMax how many callers a limit tells apart at once
   */
  public Rules(
      Destinations destinations,
      int callersMax,
      LimitObserver observer,
      SplitObserver splits,
      LongSupplier nanoClock) {
    this.destinations = destinations;
    this.callersMax = callersMax;
    this.observer = observer;
    this.splits = splits;
    this.clock = nanoClock;
    this.sets = new PerService<>(route -> route.policy().routes(), this::compile);
    this.limiters = new PerService<>(route -> route.policy().rateLimit(), this::compileLimit);
  }

  private RuleSet compile(Route route, RuleSet before) {
    return new RuleSet(
        route.name(), route.policy().routes(), before, limit -> limiter(limit, () -> 1), splits);
  }

  private RateLimiter limiter(RateLimit limit, IntSupplier instances) {
    return new RateLimiter(limit, callersMax, observer, instances, clock.getAsLong());
  }

  private RateLimiter compileLimit(Route route, RateLimiter before) {
    try {
      return limiter(route.policy().rateLimit(), () -> inTraffic(route.name()));
    } catch (IllegalArgumentException e) {
      LOG.warn("service {}: its rate limit is left out: {}", route.name(), e.getMessage());
      return null;
    }
  }

  /** How many instances of the service there are to take requests, as every sidecar sees it. */
  private int inTraffic(String name) {
    var route = present.byName(name);
    if (route == null) {
      return 1;
    }
    return route.healthy().isEmpty() ? route.endpoints().size() : route.healthy().size();
  }

  /** A service's rules. */
  RuleSet of(Route route) {
    return sets.of(route);
  }

  /** A service's limit; null when it cannot be understood. */
  RateLimiter limiterOf(Route route) {
    return limiters.of(route);
  }

  Destinations destinations() {
    return destinations;
  }

  /**
   * Compiles what changed, so that no request has to wait for it, and counts instances by this
   * table from now on; off the event loops.
   */
  public void prepare(RoutingTable table) {
    present = table;
    for (var route : table.routes()) {
      if (!route.policy().routes().isEmpty()) {
        sets.of(route);
      }
    }
  }

  /** Forgets services that are gone. */
  public void retain(Set<String> serviceIds) {
    sets.retain(serviceIds, (id, gone) -> {});
    limiters.retain(serviceIds, (id, gone) -> {});
  }
}
