package io.fairlead.proxy.outlier;

import io.fairlead.proxy.balance.Ejections;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outlier detectors of all services of this process; any thread. */
public final class Outliers implements Ejections {
  private static final Logger LOG = LoggerFactory.getLogger(Outliers.class);

  private final PerService<OutlierDetector> detectors;
  private final EjectionObserver observer;
  private final LongSupplier clock;

  /**
   * @param policy of services that say nothing themselves
   */
  public Outliers(OutlierPolicy policy, EjectionObserver observer, LongSupplier nanoClock) {
    this.observer = observer;
    this.clock = nanoClock;
    this.detectors =
        new PerService<>(
            route -> route.policy().outlierDetection(),
            (route, before) -> detector(route, policy, before));
  }

  private OutlierDetector detector(Route route, OutlierPolicy policy, OutlierDetector before) {
    var own = policy.with(route.policy().outlierDetection());
    return before == null
        ? new OutlierDetector(own, clock.getAsLong())
        : before.following(own, clock.getAsLong());
  }

  @Override
  public boolean any(Route route, long nowNanos) {
    return detectors.of(route).anyEjected(nowNanos);
  }

  @Override
  public boolean isEjected(Route route, RouteEndpoint endpoint, long nowNanos) {
    return detectors.of(route).isEjected(endpoint.instanceId(), nowNanos);
  }

  /** How many endpoints of the route are ejected now. */
  public int ejected(Route route, long nowNanos) {
    return detectors.of(route).ejected(nowNanos);
  }

  /** Forgets services that are gone. */
  public void retain(Set<String> serviceIds) {
    detectors.retain(serviceIds, (id, forgotten) -> LOG.debug("service {} forgotten", id));
  }

  void succeeded(Route route, RouteEndpoint endpoint) {
    var detector = detectors.of(route);
    // Reading the clock costs, and only intervals need it.
    long now = detector.measures() ? clock.getAsLong() : 0;
    var ejections = detector.succeeded(endpoint.instanceId(), () -> present(route), now);
    if (!ejections.isEmpty()) {
      told(route, ejections, "stands out by its failures of late");
    }
  }

  void failed(Route route, RouteEndpoint endpoint, Verdict verdict, String why) {
    var ejections =
        detectors
            .of(route)
            .failed(endpoint.instanceId(), verdict, () -> present(route), clock.getAsLong());
    if (!ejections.isEmpty()) {
      told(route, ejections, why);
    }
  }

  private static Set<String> present(Route route) {
    return route.endpoints().stream().map(RouteEndpoint::instanceId).collect(Collectors.toSet());
  }

  private void told(Route route, List<OutlierDetector.Ejection> ejections, String why) {
    for (var ejection : ejections) {
      LOG.warn(
          "endpoint {} of {} ejected for {}: {}",
          describe(route, ejection.instanceId()),
          route.name(),
          Duration.ofNanos(ejection.lastsNanos()),
          why);
      observer.ejected(route);
    }
  }

  private static String describe(Route route, String instanceId) {
    for (var endpoint : route.endpoints()) {
      if (endpoint.instanceId().equals(instanceId)) {
        return endpoint.describe();
      }
    }
    return instanceId;
  }
}
