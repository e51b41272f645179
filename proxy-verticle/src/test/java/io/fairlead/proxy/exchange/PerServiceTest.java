package io.fairlead.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.policy.RateLimit;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerServiceTest {
  @Test
  void whatIsRememberedOutlivesARoute() {
    var perService = new PerService<Object>(route -> new Object());
    var first = perService.of(PlayedRequest.route(1));

    assertThat(perService.of(PlayedRequest.route(5))).isSameAs(first);
  }

  @Test
  void servicesThatAreGoneAreForgotten() {
    var perService = new PerService<Object>(route -> new Object());
    var first = perService.of(PlayedRequest.route(1));
    List<String> forgotten = new ArrayList<>();

    perService.retain(Set.of("srv-1"), (id, gone) -> forgotten.add(id));
    assertThat(perService.of(PlayedRequest.route(1))).isSameAs(first);
    perService.retain(Set.of("srv-2"), (id, gone) -> forgotten.add(id));

    assertThat(forgotten).containsExactly("srv-1");
    assertThat(perService.of(PlayedRequest.route(1))).isNotSameAs(first);
  }

  @Test
  void whatFollowsThePolicyIsMadeAnewWhenThatPartChanges() {
    var perService =
        new PerService<List<String>>(
            route -> route.policy().rateLimit(),
            (route, before) -> before == null ? List.of("first") : List.of("second"));

    assertThat(perService.of(limited(5))).containsExactly("first");
    assertThat(perService.of(limited(5))).as("an equal policy").containsExactly("first");
    assertThat(perService.of(limited(6))).containsExactly("second");
    assertThat(perService.of(PlayedRequest.route(1))).as("no policy").containsExactly("second");
  }

  private static Route limited(int perSecond) {
    var limit = new RateLimit(perSecond, null, null, null);
    var policy = new TrafficPolicy(null, null, null, null, null, limit, null);
    var plain = PlayedRequest.route(1);
    return Route.of(
        plain.serviceId(),
        plain.name(),
        plain.protocol(),
        plain.timeouts(),
        plain.endpoints(),
        policy);
  }
}
