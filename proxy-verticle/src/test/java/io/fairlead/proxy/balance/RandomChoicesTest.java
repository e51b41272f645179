package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The algorithms that choose at random, with fixed seeds. */
class RandomChoicesTest {
  private static final int CHOICES = 100_000;
  private static final Offset<Integer> ONE_PERCENT = Offset.offset(CHOICES / 100);

  private final Random random = new Random(42);
  private final Loads loads = new Loads();
  private final Balancer any = new AnyEndpoint(random::nextDouble);
  private final Balancer least =
      new TwoChoices((e, weight, now) -> loads.of(e).leastRequest(weight), random::nextDouble);
  private final Balancer fastest =
      new TwoChoices((e, weight, now) -> loads.of(e).peakEwma(weight, now), random::nextDouble);

  private static RouteEndpoint choose(Balancer balancer, List<RouteEndpoint> among) {
    var weights =
        among.stream().mapToInt(RouteEndpoint::weight).distinct().count() > 1
            ? Weights.OWN
            : Weights.EQUAL;
    return balancer.choose(among, among, weights, 0, 0);
  }

  private Map<String, Integer> spread(Balancer balancer, List<RouteEndpoint> among) {
    return Spread.of(CHOICES, i -> choose(balancer, among));
  }

  @Test
  void idleEndpointsOfOneWeightShareEvenly() {
    for (var balancer : List.of(any, least, fastest)) {
      assertThat(spread(balancer, Spread.equal(4)))
          .hasSize(4)
          .allSatisfy((id, count) -> assertThat(count).isCloseTo(CHOICES / 4, ONE_PERCENT));
    }
  }

  @Test
  void idleEndpointsShareByWeight() {
    for (var balancer : List.of(any, least, fastest)) {
      var spread = spread(balancer, Spread.weighing(70, 20, 10, 0));

      assertThat(spread).containsOnlyKeys("e0", "e1", "e2");
      assertThat(spread.get("e0")).isCloseTo(CHOICES * 70 / 100, ONE_PERCENT);
      assertThat(spread.get("e1")).isCloseTo(CHOICES * 20 / 100, ONE_PERCENT);
      assertThat(spread.get("e2")).isCloseTo(CHOICES * 10 / 100, ONE_PERCENT);
    }
  }

  @Test
  void whenAllWeighNothingAllShare() {
    var weights = Weights.OWN;
    var idle = Spread.weighing(0, 0);
    for (var balancer : List.of(any, least, fastest)) {
      assertThat(Spread.of(1_000, i -> balancer.choose(idle, idle, weights, 0, 0))).hasSize(2);
    }
  }

  @Test
  void requestsUnderWayAreEvenedOut() {
    var endpoints = Spread.equal(10);
    int begun = 1_000;

    for (int i = 0; i < begun; i++) {
      loads.of(choose(least, endpoints)).begun();
    }

    // At random alone the fullest would have some 25 more than the mean.
    assertThat(endpoints)
        .allSatisfy(
            e -> assertThat(loads.of(e).underWay()).isBetween(begun / 10 - 4, begun / 10 + 4));
  }

  @Test
  void requestsUnderWayAreEvenedOutByWeight() {
    var endpoints = Spread.weighing(6, 3, 1);

    for (int i = 0; i < 1_000; i++) {
      loads.of(choose(least, endpoints)).begun();
    }

    assertThat(loads.of(endpoints.get(0)).underWay()).isBetween(590, 610);
    assertThat(loads.of(endpoints.get(1)).underWay()).isBetween(290, 310);
    assertThat(loads.of(endpoints.get(2)).underWay()).isBetween(90, 110);
  }

  @Test
  void ofTwoTheOneWithLessToDoIsChosen() {
    var two = Spread.equal(2);
    loads.of(two.get(0)).begun();

    assertThat(Spread.of(100, i -> choose(least, two))).containsOnlyKeys("e1");
    loads.of(two.get(0)).over();
    assertThat(Spread.of(100, i -> choose(least, two))).containsOnlyKeys("e0", "e1");
  }

  @Test
  void aSlowEndpointIsLeftToTheLast() {
    var three = Spread.equal(3);
    loads.of(three.get(0)).answered(500, 0);
    loads.of(three.get(1)).answered(100, 0);
    loads.of(three.get(2)).answered(100, 0);

    assertThat(Spread.of(1_000, i -> choose(fastest, three))).containsOnlyKeys("e1", "e2");
  }

  @Test
  void aSlowEndpointIsChosenWhenTheFastOneHasTooMuchToDo() {
    var two = Spread.equal(2);
    loads.of(two.get(0)).answered(500, 0);
    loads.of(two.get(1)).answered(100, 0);
    for (int i = 0; i < 4; i++) {
      assertThat(choose(fastest, two).instanceId()).isEqualTo("e1");
      loads.of(two.get(1)).begun();
    }

    loads.of(two.get(1)).begun();
    assertThat(choose(fastest, two).instanceId()).isEqualTo("e0");
  }
}
