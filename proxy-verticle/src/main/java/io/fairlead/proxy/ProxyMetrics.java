package io.fairlead.proxy;

import io.fairlead.proxy.chain.RequestLimit;
import io.fairlead.proxy.chain.RequestObserver;
import io.fairlead.proxy.circuit.CircuitObserver;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.outlier.EjectionObserver;
import io.fairlead.proxy.retry.RetryObserver;
import io.fairlead.proxy.rules.LimitObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The meters of requests, endpoints and registrations; any thread. Labels are names of services in
 * the catalog, words of this program, and classes of status: never anything that a client sent.
 */
final class ProxyMetrics
    implements RequestObserver, RetryObserver, EjectionObserver, LimitObserver, CircuitObserver {
  /** More services than this are counted together. */
  private static final int SERVICES_MAX = 500;

  private static final String OTHER = "other";
  private static final String[] CODES = {"1xx", "2xx", "3xx", "4xx", "5xx"};
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofMillis(2500),
    Duration.ofSeconds(15)
  };

  private final MeterRegistry registry;
  private final AtomicInteger services = new AtomicInteger();
  private final PerService<ServiceMeters> egress;
  private final PerService<ServiceMeters> ingress;
  private final PerService<ServiceMeters> gateway;
  private final ServiceMeters unroutedEgress;
  private final ServiceMeters unroutedIngress;
  private final ServiceMeters unroutedGateway;
  private final Map<String, Counter> failures = new ConcurrentHashMap<>();
  private final Counter callersForgotten;

  ProxyMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.egress = new PerService<>(route -> new ServiceMeters(Direction.EGRESS, label(route)));
    this.ingress = new PerService<>(route -> new ServiceMeters(Direction.INGRESS, label(route)));
    this.gateway = new PerService<>(route -> new ServiceMeters(Direction.GATEWAY, label(route)));
    this.unroutedEgress = new ServiceMeters(Direction.EGRESS, OTHER);
    this.unroutedIngress = new ServiceMeters(Direction.INGRESS, OTHER);
    this.unroutedGateway = new ServiceMeters(Direction.GATEWAY, OTHER);
    this.callersForgotten =
        Counter.builder("mesh_proxy_callers_forgotten_total")
            .description("Callers whose bucket of a rate limit made room for another caller's")
            .register(registry);
  }

  @Override
  public void callerForgotten() {
    callersForgotten.increment();
  }

  @Override
  public void ended(Exchange exchange, Exchange.Outcome outcome, long nanos) {
    var meters = meters(exchange.direction(), exchange.route());
    meters.requests[code(exchange.status(), outcome)].increment();
    meters.duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A response that broke off counts as what it was for its client: a failure. */
  private static int code(int status, Exchange.Outcome outcome) {
    if (outcome == Exchange.Outcome.UPSTREAM_ABORTED) {
      return 4;
    }
    // A client that left before it was answered: 499.
    return status == 0 ? 3 : Math.min(Math.max(status / 100, 1), CODES.length) - 1;
  }

  @Override
  public void failed(Exchange exchange, ProxyFailure failure) {
    failures.computeIfAbsent(failure.name(), this::failures).increment();
  }

  private Counter failures(String name) {
    return Counter.builder("mesh_proxy_failures_total")
        .description("Requests that the sidecar answered with a failure of its own")
        .tag("failure", name)
        .register(registry);
  }

  @Override
  public void retried(Exchange exchange) {
    meters(exchange.direction(), exchange.route()).retries.increment();
  }

  @Override
  public void budgetExhausted(Exchange exchange) {
    meters(exchange.direction(), exchange.route()).budgetExhausted.increment();
  }

  @Override
  public void refused(Exchange exchange, ProxyFailure.Overflow.Limit limit) {
    meters(exchange.direction(), exchange.route()).refusals(limit).increment();
  }

  @Override
  public void ejected(Route route) {
    meters(Direction.EGRESS, route).ejections.increment();
  }

  /**
   * Counts a route's endpoints when scraped, until the service is gone.
   *
   * @param state one of healthy, unhealthy, ejected
   */
  void endpoints(Route route, String state, Supplier<Number> count) {
    var meters = egress.of(route);
    if (!meters.service.equals(OTHER)) {
      meters.add(
          Gauge.builder("mesh_proxy_endpoints", count)
              .description("Endpoints of a service by state; an ejected one counts twice")
              .tag("service", meters.service)
              .tag("state", state)
              .register(registry));
    }
  }

  /** Counts names that lead nowhere any more when scraped. */
  void gone(Supplier<Number> names) {
    Gauge.builder("mesh_proxy_names_gone", names)
        .description("Names of services that are gone and still answered for")
        .register(registry);
  }

  /** Counts requests under way when scraped. */
  void underWay(RequestLimit requests) {
    Gauge.builder("mesh_proxy_requests_under_way", () -> requests.underWay())
        .description("Requests under way in both directions")
        .register(registry);
  }

  /** Tells when scraped whether a service of this task is registered. */
  void registered(String service, Supplier<Number> registered) {
    Gauge.builder("mesh_proxy_registered", registered)
        .description("1 while the registry knows this task's instance of the service")
        .tag("service", service)
        .register(registry);
  }

  /** Drops the meters of services that are gone. */
  void retain(Set<String> serviceIds) {
    egress.retain(serviceIds, (id, meters) -> meters.remove());
    gateway.retain(serviceIds, (id, meters) -> meters.remove());
  }

  private ServiceMeters meters(Direction direction, Route route) {
    return switch (direction) {
      case EGRESS -> route == null ? unroutedEgress : egress.of(route);
      case INGRESS -> route == null ? unroutedIngress : ingress.of(route);
      case GATEWAY -> route == null ? unroutedGateway : gateway.of(route);
    };
  }

  private String label(Route route) {
    return services.incrementAndGet() <= SERVICES_MAX ? route.name() : OTHER;
  }

  /** One service's meters in one direction, looked up once. */
  private final class ServiceMeters {
    private final Direction direction;
    private final String service;
    private final Counter[] requests = new Counter[CODES.length];
    private final Timer duration;
    private final Counter retries;
    private final Counter budgetExhausted;
    private final Counter ejections;
    private final Map<ProxyFailure.Overflow.Limit, Counter> refusals = new ConcurrentHashMap<>();
    private final List<Meter> all = new ArrayList<>();

    ServiceMeters(Direction direction, String service) {
      this.direction = direction;
      this.service = service;
      for (int i = 0; i < CODES.length; i++) {
        requests[i] =
            add(
                Counter.builder("mesh_proxy_requests_total")
                    .description("Requests by class of status")
                    .tags("direction", direction.label(), "service", service, "code", CODES[i])
                    .register(registry));
      }
      duration =
          add(
              Timer.builder("mesh_proxy_duration_seconds")
                  .description("From a request's head to the last byte of its response")
                  .tags("direction", direction.label(), "service", service)
                  .serviceLevelObjectives(BUCKETS)
                  .register(registry));
      retries = counter("mesh_proxy_retries_total", "Attempts after the first");
      budgetExhausted =
          counter("mesh_proxy_retry_budget_exhausted_total", "Retries that the budget forbade");
      ejections = counter("mesh_proxy_ejections_total", "Endpoints ejected by outlier detection");
    }

    private Counter counter(String name, String description) {
      return add(
          Counter.builder(name)
              .description(description)
              .tags("direction", direction.label(), "service", service)
              .register(registry));
    }

    /** Few services ever refuse anything. */
    private Counter refusals(ProxyFailure.Overflow.Limit limit) {
      return refusals.computeIfAbsent(
          limit,
          met ->
              add(
                  Counter.builder("mesh_proxy_circuit_refused_total")
                      .description("Requests, retries and waits that circuit breaking refused")
                      .tags("direction", direction.label(), "service", service)
                      .tag("limit", met.label())
                      .register(registry)));
    }

    private synchronized <M extends Meter> M add(M meter) {
      all.add(meter);
      return meter;
    }

    synchronized void remove() {
      services.decrementAndGet();
      if (!service.equals(OTHER)) {
        all.forEach(registry::remove);
      }
    }
  }
}
