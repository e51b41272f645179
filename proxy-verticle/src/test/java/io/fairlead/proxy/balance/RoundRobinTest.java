package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final List<RouteEndpoint> three =
      IntStream.range(0, 3).mapToObj(PlayedRequest::endpoint).toList();

  @Test
  void everyEndpointHasItsTurn() {
    var balancer = new RoundRobin(0);

    assertThat(IntStream.range(0, 7).mapToObj(i -> balancer.choose(three, false).instanceId()))
        .containsExactly("e0", "e1", "e2", "e0", "e1", "e2", "e0");
  }

  @Test
  void theCounterMayOverflow() {
    var balancer = new RoundRobin(Integer.MAX_VALUE - 2);
    Map<String, Integer> turns = new HashMap<>();

    for (int i = 0; i < 300; i++) {
      turns.merge(balancer.choose(three, false).instanceId(), 1, Integer::sum);
    }

    assertThat(turns).hasSize(3).allSatisfy((id, count) -> assertThat(count).isBetween(99, 101));
  }

  @Test
  void theNumberOfEndpointsMayChange() {
    var balancer = new RoundRobin(5);

    balancer.choose(three, false);
    assertThat(balancer.choose(three.subList(0, 1), false).instanceId()).isEqualTo("e0");
  }

  @Test
  void weightsDecideHowOftenAndTurnsAreMixed() {
    var balancer = new RoundRobin(Integer.MAX_VALUE - 500);
    var weighted =
        List.of(weighing("a", 70), weighing("b", 20), weighing("c", 10), weighing("d", 0));
    Map<String, Integer> turns = new HashMap<>();
    int run = 0;
    int longestRun = 0;

    for (int i = 0; i < 1_000; i++) {
      String chosen = balancer.choose(weighted, true).instanceId();
      turns.merge(chosen, 1, Integer::sum);
      run = chosen.equals("a") ? run + 1 : 0;
      longestRun = Math.max(longestRun, run);
    }

    assertThat(turns).containsOnlyKeys("a", "b", "c");
    assertThat(turns.get("a")).isBetween(690, 710);
    assertThat(turns.get("b")).isBetween(190, 210);
    assertThat(longestRun).isLessThan(8);
  }

  @Test
  void whenAllWeighNothingAllHaveTheirTurn() {
    var balancer = new RoundRobin(0);
    var idle = List.of(weighing("a", 0), weighing("b", 0));

    assertThat(balancer.choose(idle, true)).isNotEqualTo(balancer.choose(idle, true));
  }

  private static RouteEndpoint weighing(String id, int weight) {
    return new RouteEndpoint(id, PlayedRequest.endpoint(0).address(), true, true, weight);
  }
}
