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

    assertThat(IntStream.range(0, 7).mapToObj(i -> balancer.choose(three).instanceId()))
        .containsExactly("e0", "e1", "e2", "e0", "e1", "e2", "e0");
  }

  @Test
  void theCounterMayOverflow() {
    var balancer = new RoundRobin(Integer.MAX_VALUE - 2);
    Map<String, Integer> turns = new HashMap<>();

    for (int i = 0; i < 300; i++) {
      turns.merge(balancer.choose(three).instanceId(), 1, Integer::sum);
    }

    assertThat(turns).hasSize(3).allSatisfy((id, count) -> assertThat(count).isBetween(99, 101));
  }

  @Test
  void theNumberOfEndpointsMayChange() {
    var balancer = new RoundRobin(5);

    balancer.choose(three);
    assertThat(balancer.choose(three.subList(0, 1)).instanceId()).isEqualTo("e0");
  }
}
