package io.fairlead.registry.health;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.HealthStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of health checks and pushed statuses on this node. */
final class HealthMetrics {
  private final MeterRegistry meters;
  private final AtomicInteger underWay;
  private final AtomicInteger targets;
  private final AtomicInteger forbidden;
  private final AtomicInteger pending;

  HealthMetrics(MeterRegistry meters) {
    this.meters = meters;
    underWay = gauge("mesh_registry_health_checks_under_way", "Health checks under way");
    targets = gauge("mesh_registry_health_targets", "Instances that this node checks");
    forbidden =
        gauge(
            "mesh_registry_health_forbidden_targets",
            "Instances that this node would check if the settings allowed their address");
    pending =
        gauge(
            "mesh_registry_health_custom_pending",
            "Pushed UNHEALTHY statuses that this node lets wait");
  }

  void started() {
    underWay.incrementAndGet();
  }

  void ended(HealthCheckConfig.Type type, CheckResult result) {
    underWay.decrementAndGet();
    Counter.builder("mesh_registry_health_checks_total")
        .description("Health checks made")
        .tag("type", word(type))
        .tag("result", word(result))
        .register(meters)
        .increment();
  }

  void share(int instances) {
    targets.set(instances);
  }

  void forbidden(int instances) {
    forbidden.set(instances);
  }

  void pending(int statuses) {
    pending.set(statuses);
  }

  /** A status was changed because of what a check found, or a pushed one came due. */
  void changed(HealthStatus status) {
    Counter.builder("mesh_registry_health_status_changes_total")
        .description("Statuses changed by checks and by pushed statuses that came due")
        .tag("status", word(status))
        .register(meters)
        .increment();
  }

  private AtomicInteger gauge(String name, String description) {
    var value = new AtomicInteger();
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(meters);
    return value;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
