package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancingStageTest {
  private final Set<String> ejected = new HashSet<>();
  private final BalancingStage stage =
      new BalancingStage(new PerService<>(route -> new RoundRobin(0)), new Played());

  private final class Played implements Ejections {
    @Override
    public boolean any(Route route, long nowNanos) {
      return !ejected.isEmpty();
    }

    @Override
    public boolean isEjected(Route route, RouteEndpoint endpoint, long nowNanos) {
      return ejected.contains(endpoint.instanceId());
    }
  }

  private static Route route(boolean... healthy) {
    var endpoints =
        IntStream.range(0, healthy.length)
            .mapToObj(PlayedRequest::endpoint)
            .map(
                e ->
                    new RouteEndpoint(
                        e.instanceId(),
                        e.address(),
                        true,
                        healthy[Integer.parseInt(e.instanceId().substring(1))],
                        1))
            .toList();
    return Route.of("srv-1", "backend.demo", AppProtocol.HTTP, Timeouts.DEFAULT, endpoints);
  }

  /** Which endpoints six requests go to. */
  private List<String> spread(Route route) {
    return IntStream.range(0, 6).mapToObj(i -> choose(exchange(route))).distinct().toList();
  }

  private static Exchange exchange(Route route) {
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest("GET", "backend"), 0);
    exchange.routed(route);
    return exchange;
  }

  private String choose(Exchange exchange) {
    var next = PlayedNext.of(new PlayedHead(200));
    assertThat(stage.handle(exchange, next).succeeded()).isTrue();
    assertThat(next.calls).isEqualTo(1);
    return exchange.endpoint().instanceId();
  }

  @Test
  void healthyEndpointsShareTheRequests() {
    assertThat(spread(route(true, false, true))).containsExactlyInAnyOrder("e0", "e2");
  }

  @Test
  void allAreTriedWhenNoneIsHealthy() {
    assertThat(spread(route(false, false))).containsExactlyInAnyOrder("e0", "e1");
  }

  @Test
  void ejectedEndpointsGetNothing() {
    ejected.add("e1");

    assertThat(spread(route(true, true, true))).containsExactlyInAnyOrder("e0", "e2");
  }

  @Test
  void allAreTriedWhenAllAreEjected() {
    ejected.addAll(Set.of("e0", "e1"));

    assertThat(spread(route(true, true))).containsExactlyInAnyOrder("e0", "e1");
  }

  @Test
  void unhealthyEndpointsStayOutWhenTheHealthyOnesAreEjected() {
    ejected.add("e0");

    assertThat(spread(route(true, false))).containsExactly("e0");
  }

  @Test
  void anotherAttemptGoesToAnotherEndpoint() {
    var stubborn =
        new BalancingStage(new PerService<>(route -> (all, weighted) -> all.get(0)), new Played());
    var exchange = exchange(route(true, true, true));

    for (int i = 0; i < 3; i++) {
      stubborn.handle(exchange, PlayedNext.of(new PlayedHead(200)));
    }

    assertThat(exchange.tried())
        .extracting(RouteEndpoint::instanceId)
        .containsExactly("e0", "e1", "e2");
  }

  @Test
  void anotherAttemptGoesToTheSameEndpointWhenThereIsNoOther() {
    var exchange = exchange(route(true));

    assertThat(choose(exchange)).isEqualTo("e0");
    assertThat(choose(exchange)).isEqualTo("e0");
  }

  @Test
  void aRouteWithoutEndpointsIsAFailure() {
    var next = PlayedNext.of();

    var handled = stage.handle(exchange(route()), next);

    assertThat(handled.cause())
        .isInstanceOf(ProxyFailure.NoHealthyEndpoint.class)
        .hasMessageContaining("backend.demo");
    assertThat(next.calls).isZero();
  }
}
