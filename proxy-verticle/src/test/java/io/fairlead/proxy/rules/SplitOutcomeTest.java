package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitOutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP, 200, -1, COMPLETED,        false",
    "HTTP, 499, -1, COMPLETED,        false",
    "HTTP, 500, -1, COMPLETED,        true",
    "HTTP, 503, -1, COMPLETED,        true",
    "HTTP, 200, -1, UPSTREAM_ABORTED, true",
    "HTTP, 200, 14, COMPLETED,        false",
    "HTTP, 200, -1, CANCELLED,",
    "HTTP, 0,   -1, CANCELLED,",
    "GRPC, 200, -1, COMPLETED,        false",
    "GRPC, 200, 0,  COMPLETED,        false",
    "GRPC, 200, 2,  COMPLETED,        true",
    "GRPC, 200, 5,  COMPLETED,        false",
    "GRPC, 200, 13, COMPLETED,        true",
    "GRPC, 200, 14, COMPLETED,        true",
    "GRPC, 200, 16, COMPLETED,        false",
  })
  void eachEndCountsAsTheCallerSeesIt(
      AppProtocol protocol, int status, int grpc, Exchange.Outcome outcome, Boolean failed) {
    List<Boolean> told = new ArrayList<>();
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest("GET", "backend"), 0);
    var judged = new SplitOutcome(told::add, protocol);
    exchange.onEnd(judged);
    var head = new PlayedHead(status);
    head.grpcStatus = grpc;

    judged.answered(head);
    exchange.answered(status);
    exchange.end(outcome);

    assertThat(told).isEqualTo(failed == null ? List.of() : List.of(failed));
  }
}
