package io.fairlead.registry.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The meters of the Cloud Map API; labels are known names only, never what a caller sent. */
final class ApiMetrics {
  /** Stands for operations that do not exist. */
  static final String OTHER = "other";

  private final MeterRegistry meters;

  ApiMetrics(MeterRegistry meters, ConnectionLimit connections) {
    this.meters = meters;
    Gauge.builder("mesh_registry_api_connections", connections, ConnectionLimit::open)
        .description("Open connections of the Cloud Map API")
        .register(meters);
  }

  /**
   * A request was answered.
   *
   * @param operation a known operation's name or {@link #OTHER}
   * @param code "OK" or the error's {@code __type}
   */
  void answered(String operation, String code, Duration took) {
    Counter.builder("mesh_registry_api_requests_total")
        .description("Cloud Map requests by operation and outcome")
        .tag("operation", operation)
        .tag("code", code)
        .register(meters)
        .increment();
    Timer.builder("mesh_registry_api_request_seconds")
        .description("Time from a Cloud Map request's head to its answer")
        .tag("operation", operation)
        .register(meters)
        .record(took);
  }
}
