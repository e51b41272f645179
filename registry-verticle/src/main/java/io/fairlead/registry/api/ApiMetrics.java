package io.fairlead.registry.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters of the Cloud Map API; labels are known names only, never what a caller sent. */
final class ApiMetrics {
  /** Stands for operations that do not exist. */
  static final String OTHER = "other";

  private final MeterRegistry meters;
  private final Map<Outcome, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /** What a counter counts. */
  private record Outcome(String operation, String code) {}

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
  void answered(String operation, String code, long nanos) {
    counters.computeIfAbsent(new Outcome(operation, code), this::counter).increment();
    timers.computeIfAbsent(operation, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder("mesh_registry_api_requests_total")
        .description("Cloud Map requests by operation and outcome")
        .tag("operation", outcome.operation())
        .tag("code", outcome.code())
        .register(meters);
  }

  private Timer timer(String operation) {
    return Timer.builder("mesh_registry_api_request_seconds")
        .description("Time from a Cloud Map request's head to its answer")
        .tag("operation", operation)
        .register(meters);
  }
}
