package io.fairlead.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  @Test
  void itEndsOnceAndTellsInReverseOrder() {
    var exchange = PlayedRequest.routed("GET", 1);
    List<String> told = new ArrayList<>();
    exchange.onEnd((e, outcome) -> told.add("outer " + outcome));
    exchange.onEnd((e, outcome) -> told.add("inner " + outcome));

    exchange.end(Exchange.Outcome.CANCELLED);
    exchange.end(Exchange.Outcome.COMPLETED);

    assertThat(told).containsExactly("inner CANCELLED", "outer CANCELLED");
  }

  @Test
  void itRemembersEveryEndpointTried() {
    var exchange = PlayedRequest.routed("GET", 3);

    exchange.chosen(PlayedRequest.endpoint(2));
    exchange.chosen(PlayedRequest.endpoint(0));

    assertThat(exchange.endpoint()).isEqualTo(PlayedRequest.endpoint(0));
    assertThat(exchange.tried())
        .containsExactly(PlayedRequest.endpoint(2), PlayedRequest.endpoint(0));
  }
}
