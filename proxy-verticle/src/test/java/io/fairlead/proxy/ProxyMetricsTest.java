package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Timeouts;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProxyMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ProxyMetrics metrics = new ProxyMetrics(registry);

  private static Exchange exchange(String service, int status) {
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest("GET", "hostile name"), 0);
    if (service != null) {
      exchange.routed(route(service));
    }
    exchange.answered(status);
    return exchange;
  }

  private static Route route(String service) {
    return Route.of("srv-" + service, service, AppProtocol.HTTP, Timeouts.DEFAULT, List.of());
  }

  private double requests(String service, String code) {
    return registry
        .get("mesh_proxy_requests_total")
        .tags("direction", "egress", "service", service, "code", code)
        .counter()
        .count();
  }

  private List<String> services() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getTag("service") != null)
        .map(id -> id.getTag("service"))
        .distinct()
        .toList();
  }

  @Test
  void requestsAreCountedByServiceAndClassOfStatus() {
    metrics.ended(exchange("backend", 200), Exchange.Outcome.COMPLETED, 5);
    metrics.ended(exchange("backend", 204), Exchange.Outcome.COMPLETED, 5);
    metrics.ended(exchange("backend", 503), Exchange.Outcome.COMPLETED, 5);

    assertThat(requests("backend", "2xx")).isEqualTo(2);
    assertThat(requests("backend", "5xx")).isEqualTo(1);
    assertThat(
            registry.get("mesh_proxy_duration_seconds").tag("service", "backend").timer().count())
        .isEqualTo(3);
  }

  @Test
  void whatNoRouteKnowsIsOther() {
    metrics.ended(exchange(null, 404), Exchange.Outcome.COMPLETED, 5);

    assertThat(requests("other", "4xx")).isEqualTo(1);
    assertThat(services()).containsOnly("other");
  }

  @Test
  void aResponseThatBrokeOffIsAFailureWhateverItsHeadSaid() {
    metrics.ended(exchange("backend", 200), Exchange.Outcome.UPSTREAM_ABORTED, 5);

    assertThat(requests("backend", "5xx")).isEqualTo(1);
  }

  @Test
  void aClientThatLeftUnansweredIs4xx() {
    metrics.ended(exchange("backend", 0), Exchange.Outcome.CANCELLED, 5);

    assertThat(requests("backend", "4xx")).isEqualTo(1);
  }

  @Test
  void failuresAreCountedByName() {
    metrics.failed(exchange("backend", 0), new ProxyFailure.Shed("full"));

    assertThat(registry.get("mesh_proxy_failures_total").tag("failure", "Shed").counter().count())
        .isEqualTo(1);
  }

  @Test
  void metersGoWithTheirService() {
    metrics.ended(exchange("a", 200), Exchange.Outcome.COMPLETED, 5);
    metrics.ended(exchange("b", 200), Exchange.Outcome.COMPLETED, 5);
    metrics.endpoints(route("a"), "healthy", () -> 1);

    metrics.retain(Set.of("srv-b"));

    assertThat(services()).containsExactlyInAnyOrder("other", "b");
  }

  @Test
  void aCatalogOfAnySizeMakesABoundedNumberOfMeters() {
    for (int i = 0; i < 700; i++) {
      metrics.ended(exchange("s" + i, 200), Exchange.Outcome.COMPLETED, 5);
    }

    assertThat(services()).hasSize(501);
    assertThat(requests("other", "2xx")).isEqualTo(200);
  }
}
