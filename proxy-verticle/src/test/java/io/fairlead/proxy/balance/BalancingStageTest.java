package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancingStageTest {
  private final Set<String> ejected = new HashSet<>();
  private final AtomicInteger panics = new AtomicInteger();
  private final Balancers balancers = balancers(null);
  private final BalancingStage stage = stage(balancers);
  private long now;

  private Balancers balancers(String zone) {
    return new Balancers(zone, new Random(7)::nextDouble, route -> observer());
  }

  private BalancingStage stage(Balancers of) {
    return new BalancingStage(of, new Played(), () -> now);
  }

  private BalancingObserver observer() {
    return new BalancingObserver() {
      @Override
      public void stayedInZone() {}

      @Override
      public void leftZone() {}

      @Override
      public void panicked() {
        panics.incrementAndGet();
      }
    };
  }

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
    return route(null, healthy);
  }

  private static Route route(Balancing balancing, boolean... healthy) {
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
    return Route.of(
        "srv-1",
        "backend.demo",
        AppProtocol.HTTP,
        Timeouts.DEFAULT,
        endpoints,
        new TrafficPolicy(balancing, null, null, null, null, null, null));
  }

  private static Balancing by(Algorithm algorithm) {
    return new Balancing(algorithm, null, null, null, null);
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
    var stubborn = stage(new Balancers(null, () -> 0, route -> observer()));
    var exchange = exchange(route(by(Algorithm.RANDOM), true, true, true));

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

  @Test
  void belowThePanicThresholdHealthAndEjectionsAreIgnored() {
    ejected.add("e1");
    var half = new Balancing(null, null, null, null, 50);

    assertThat(spread(route(half, true, true, false, false))).hasSize(4);
    assertThat(panics).hasValue(6);
    assertThat(spread(route(half, true, true, true, false))).containsExactlyInAnyOrder("e0", "e2");
    assertThat(panics).hasValue(6);
  }

  @Test
  void anEmptySubsetIsNamed() {
    var route = route(true).subset(Map.of("version", "v2"));

    assertThat(stage.handle(exchange(route), PlayedNext.of()).cause())
        .isInstanceOf(ProxyFailure.NoHealthyEndpoint.class)
        .hasMessageContaining("backend.demo")
        .hasMessageContaining("{version=v2}");
  }

  @Test
  void subsetsThatAreAskedByTurnsEachUseAllTheirEndpoints() {
    var one = versions().subset(Map.of("version", "v1"));
    var two = versions().subset(Map.of("version", "v2"));
    Set<String> chosen = new HashSet<>();

    for (int i = 0; i < 4; i++) {
      chosen.add(choose(exchange(one)));
      chosen.add(choose(exchange(two)));
    }

    assertThat(chosen).hasSize(4);
  }

  private static Route versions() {
    var endpoints =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new RouteEndpoint(
                        "e" + i,
                        PlayedRequest.endpoint(i).address(),
                        true,
                        true,
                        1,
                        Map.of("version", i < 2 ? "v1" : "v2")))
            .toList();
    return Route.of("srv-1", "backend.demo", AppProtocol.HTTP, Timeouts.DEFAULT, endpoints);
  }

  private int underWay(Route route, int endpoint) {
    return balancers.underWay(route, route.endpoints().get(endpoint)).orElse(-1);
  }

  @Test
  void anAttemptIsUnderWayUntilItsResponseIsOver() {
    var route = route(by(Algorithm.LEAST_REQUEST), true);
    var head = new PlayedHead(200);
    stage.handle(exchange(route), PlayedNext.of(head));
    assertThat(underWay(route, 0)).isEqualTo(1);

    head.over();
    head.over();

    assertThat(underWay(route, 0)).isZero();
  }

  @Test
  void anAttemptThatFailsIsOver() {
    var route = route(by(Algorithm.LEAST_REQUEST), true);

    stage.handle(exchange(route), PlayedNext.of(new ProxyFailure.Cancelled("gone")));

    assertThat(underWay(route, 0)).isZero();
  }

  @Test
  void anotherAttemptCountsBesideTheOneThatIsNotOverYet() {
    var route = route(by(Algorithm.LEAST_REQUEST), true, true);
    var exchange = exchange(route);
    var first = new PlayedHead(503);
    var second = new PlayedHead(200);
    stage.handle(exchange, PlayedNext.of(first));
    stage.handle(exchange, PlayedNext.of(second));
    assertThat(underWay(route, 0)).isEqualTo(1);
    assertThat(underWay(route, 1)).isEqualTo(1);

    first.discard();
    second.over();

    assertThat(underWay(route, 0)).isZero();
    assertThat(underWay(route, 1)).isZero();
  }

  @Test
  void nothingIsCountedForThoseWhoDoNotAsk() {
    var route = route(true);
    stage.handle(exchange(route), PlayedNext.of(new PlayedHead(200)));

    assertThat(underWay(route, 0)).isEqualTo(-1);
  }

  @Test
  void countsOutliveAChangeOfPolicyAndAreForgottenWithTheirEndpoint() {
    var least = route(by(Algorithm.LEAST_REQUEST), true);
    var fastest = route(by(Algorithm.PEAK_EWMA), true);
    var head = new PlayedHead(200);
    stage.handle(exchange(least), PlayedNext.of(head));

    assertThat(underWay(fastest, 0)).isEqualTo(1);
    balancers.follow(List.of(route(by(Algorithm.PEAK_EWMA))), 0);
    assertThat(balancers.of(fastest).memory().loads().size()).isZero();
    head.over();
    assertThat(underWay(fastest, 0)).isZero();
  }

  @Test
  void anEndpointThatRefusesIsNotTakenForFast() {
    for (int status : new int[] {429, 503}) {
      var route = route(by(Algorithm.PEAK_EWMA), true, true);
      var own = balancers(null);
      var judged = stage(own);
      var first = exchange(route);
      refused(judged, first, new PlayedHead(status));
      for (int i = 0; i < 20; i++) {
        var exchange = exchange(route);
        now += 1_000_000;
        var head = new PlayedHead(200);
        judged.handle(exchange, PlayedNext.of(head));
        head.over();
        assertThat(exchange.endpoint()).isNotEqualTo(first.endpoint());
      }
    }
  }

  private static void refused(BalancingStage stage, Exchange exchange, PlayedHead head) {
    stage.handle(exchange, PlayedNext.of(head));
    head.over();
  }

  @Test
  void newEndpointsStartSlowly() {
    var slow = new Balancing(Algorithm.RANDOM, null, null, 10, null);
    balancers.follow(List.of(route(slow, true)), 0);
    var both = route(slow, true, true);

    balancers.follow(List.of(both), 0);

    var spread = Spread.of(1_000, i -> chosen(both));
    assertThat(spread.get("e1")).isBetween(60, 125);
  }

  private RouteEndpoint chosen(Route route) {
    var exchange = exchange(route);
    choose(exchange);
    return exchange.endpoint();
  }

  @Test
  void theOwnZoneIsPreferredUnlessThePolicySaysNo() {
    var near = stage(balancers("zone-0"));

    assertThat(zonesOf(near, null)).containsExactly("zone-0");
    assertThat(zonesOf(near, new Balancing(null, null, false, null, null))).hasSize(2);
    assertThat(zonesOf(stage, null)).hasSize(2);
  }

  @Test
  void anotherAttemptLeavesTheZoneWhenAllOfItWasTried() {
    var near = stage(balancers("zone-0"));
    var exchange = exchange(zoned(null));

    for (int i = 0; i < 4; i++) {
      near.handle(exchange, PlayedNext.of(new PlayedHead(503)));
    }

    assertThat(exchange.tried()).doesNotHaveDuplicates();
    assertThat(exchange.tried().subList(0, 2))
        .extracting(RouteEndpoint::instanceId)
        .containsExactlyInAnyOrder("e0", "e2");
  }

  private static Set<String> zonesOf(BalancingStage stage, Balancing balancing) {
    Set<String> zones = new HashSet<>();
    var route = zoned(balancing);
    for (int i = 0; i < 20; i++) {
      var exchange = exchange(route);
      stage.handle(exchange, PlayedNext.of(new PlayedHead(200)));
      zones.add(exchange.endpoint().attributes().get("AVAILABILITY_ZONE"));
    }
    return zones;
  }

  private static Route zoned(Balancing balancing) {
    var endpoints =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new RouteEndpoint(
                        "e" + i,
                        PlayedRequest.endpoint(i).address(),
                        true,
                        true,
                        1,
                        Map.of("AVAILABILITY_ZONE", "zone-" + i % 2)))
            .toList();
    return Route.of(
        "srv-1",
        "backend.demo",
        AppProtocol.HTTP,
        Timeouts.DEFAULT,
        endpoints,
        new TrafficPolicy(balancing, null, null, null, null, null, null));
  }
}
