package io.fairlead.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

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
}
