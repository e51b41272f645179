package io.fairlead.proxy.outlier;

import io.fairlead.proxy.balance.Ejections;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outlier detectors of all services of this process; any thread. */
public final class Outliers implements Ejections {
  private static final Logger LOG = LoggerFactory.getLogger(Outliers.class);

  private final PerService<OutlierDetector> detectors;
  private final EjectionObserver observer;

  public Outliers(OutlierPolicy policy, EjectionObserver observer) {
    this.detectors = new PerService<>(route -> new OutlierDetector(policy));
    this.observer = observer;
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
    detectors.of(route).succeeded(endpoint.instanceId());
  }

  void failed(Route route, RouteEndpoint endpoint, String why, long nowNanos) {
    var present =
        route.endpoints().stream().map(RouteEndpoint::instanceId).collect(Collectors.toSet());
    long lasts = detectors.of(route).failed(endpoint.instanceId(), present, nowNanos);
    if (lasts > 0) {
      LOG.warn(
          "endpoint {} of {} ejected for {}: {}",
          endpoint.describe(),
          route.name(),
          Duration.ofNanos(lasts),
          why);
      observer.ejected(route);
    }
  }
}
