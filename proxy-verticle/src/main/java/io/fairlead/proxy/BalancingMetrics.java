package io.fairlead.proxy;

import io.fairlead.proxy.balance.BalancingObserver;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The meters of how endpoints are chosen; any thread. A service has them from the first time that
 * there is something to count.
 */
final class BalancingMetrics {
  /** More services than this are counted together. */
  private static final int SERVICES_MAX = 500;

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final AtomicInteger labelled = new AtomicInteger();
  private final PerService<ServiceMeters> services;

  BalancingMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.services = new PerService<>(ServiceMeters::new);
  }

  /** Who counts what is chosen for a service. */
  BalancingObserver of(Route route) {
    return services.of(route);
  }

  /** Drops the meters of services that are gone. */
  void retain(Set<String> serviceIds) {
    services.retain(serviceIds, (id, meters) -> meters.remove());
  }

  private final class ServiceMeters implements BalancingObserver {
    private final String name;
    private final List<Meter> all = new CopyOnWriteArrayList<>();
    private String label;
    private volatile Counter stayed;
    private volatile Counter left;
    private volatile Counter panicked;

    ServiceMeters(Route route) {
      name = route.name();
    }

    @Override
    public void stayedInZone() {
      if (stayed == null) {
        stayed = zone("own");
      }
      stayed.increment();
    }

    @Override
    public void leftZone() {
      if (left == null) {
        left = zone("other");
      }
      left.increment();
    }

    @Override
    public void panicked() {
      if (panicked == null) {
        panicked =
            registered(
                Counter.builder("mesh_proxy_balancing_panics_total")
                    .description(
                        "Attempts for which health was ignored: too few endpoints are well"));
      }
      panicked.increment();
    }

    private Counter zone(String zone) {
      return registered(
          Counter.builder("mesh_proxy_zone_attempts_total")
              .description("Attempts of zone-aware balancing by where they went")
              .tag("zone", zone));
    }

    private synchronized Counter registered(Counter.Builder counter) {
      if (label == null) {
        label = labelled.incrementAndGet() <= SERVICES_MAX ? name : OTHER;
      }
      var meter = counter.tag("service", label).register(registry);
      all.add(meter);
      return meter;
    }

    synchronized void remove() {
      if (label != null) {
        labelled.decrementAndGet();
        if (!label.equals(OTHER)) {
          all.forEach(registry::remove);
        }
      }
    }
  }
}
