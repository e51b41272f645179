package io.fairlead.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.view.CatalogState;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RoutingStageTest {
  @Test
  void nothingIsDeniedBeforeEverythingIsKnown() {
    var routes = new LiveRoutes("demo", new GonePolicy(Duration.ZERO, 1), InstantSource.system());
    routes.update(CatalogState.EMPTY);
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest("GET", "backend"), 0);

    var handled = new RoutingStage(routes).handle(exchange, PlayedNext.of());

    assertThat(handled.cause())
        .isInstanceOf(ProxyFailure.NotReady.class)
        .hasMessageContaining("'backend'");
  }

  @Test
  void aFixedRouteIsTakenWhateverIsAskedFor() {
    var exchange = new Exchange(Direction.INGRESS, new PlayedRequest("GET", null), 0);
    var next = PlayedNext.of(new PlayedHead(200));

    new FixedRouteStage(() -> PlayedRequest.route(1)).handle(exchange, next);

    assertThat(exchange.route().serviceId()).isEqualTo("srv-1");
    assertThat(next.calls).isEqualTo(1);
  }
}
