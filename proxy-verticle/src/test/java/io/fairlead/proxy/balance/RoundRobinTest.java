package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final List<RouteEndpoint> three = Spread.equal(3);

  private static RouteEndpoint next(RoundRobin balancer, List<RouteEndpoint> among) {
    return balancer.choose(among, among, Weights.EQUAL, 0, 0);
  }

  private static RouteEndpoint nextByWeight(RoundRobin balancer, List<RouteEndpoint> among) {
    return balancer.choose(among, among, Weights.OWN, 0, 0);
  }

  @Test
  void everyEndpointHasItsTurn() {
    var balancer = new RoundRobin(0);

    assertThat(IntStream.range(0, 7).mapToObj(i -> next(balancer, three).instanceId()))
        .containsExactly("e0", "e1", "e2", "e0", "e1", "e2", "e0");
  }

  @Test
  void theCounterMayOverflow() {
    var balancer = new RoundRobin(Integer.MAX_VALUE - 2);

    assertThat(Spread.of(300, i -> next(balancer, three)))
        .hasSize(3)
        .allSatisfy((id, count) -> assertThat(count).isBetween(99, 101));
  }

  @Test
  void theNumberOfEndpointsMayChange() {
    var balancer = new RoundRobin(5);

    next(balancer, three);
    assertThat(next(balancer, three.subList(0, 1)).instanceId()).isEqualTo("e0");
  }

  @Test
  void weightsDecideHowOftenAndTurnsAreMixed() {
    var balancer = new RoundRobin(Integer.MAX_VALUE - 500);
    var weighted = Spread.weighing(70, 20, 10, 0);
    Map<String, Integer> turns = new HashMap<>();
    int run = 0;
    int longestRun = 0;

    for (int i = 0; i < 1_000; i++) {
      String chosen = nextByWeight(balancer, weighted).instanceId();
      turns.merge(chosen, 1, Integer::sum);
      run = chosen.equals("e0") ? run + 1 : 0;
      longestRun = Math.max(longestRun, run);
    }

    assertThat(turns).containsOnlyKeys("e0", "e1", "e2");
    assertThat(turns.get("e0")).isBetween(690, 710);
    assertThat(turns.get("e1")).isBetween(190, 210);
    assertThat(longestRun).isLessThan(8);
  }

  @Test
  void whenAllWeighNothingAllHaveTheirTurn() {
    var balancer = new RoundRobin(0);
    var idle = Spread.weighing(0, 0);

    assertThat(nextByWeight(balancer, idle)).isNotEqualTo(nextByWeight(balancer, idle));
  }
}
