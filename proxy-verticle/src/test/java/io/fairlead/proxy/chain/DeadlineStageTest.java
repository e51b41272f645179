package io.fairlead.proxy.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Timeouts;
import io.fairlead.proxy.exchange.Upstream;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineStageTest {

  private static Exchange exchange(long perRequestNanos) {
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest("GET", "backend"), 1000);
    exchange.routed(
        Route.of(
            "srv-1", "backend", AppProtocol.HTTP, new Timeouts(perRequestNanos, 0), List.of()));
    return exchange;
  }

  @Test
  void allAttemptsTogetherHaveTheTimeOfEach() {
    var exchange = exchange(500);

    new DeadlineStage(2).handle(exchange, PlayedNext.of(new PlayedHead(200)));

    assertThat(exchange.deadlineNanos()).isEqualTo(2500);
  }

  @Test
  void whatWasHeldBackForTooLongIsNotBegun() {
    var late = exchange(500);
    late.heldBackUntil(2500);
    var next = PlayedNext.of(new PlayedHead(200));

    assertThat(new DeadlineStage(2).handle(late, next).cause())
        .isInstanceOf(ProxyFailure.DeadlineExceeded.class);
    assertThat(next.calls).isZero();

    var inTime = exchange(500);
    inTime.heldBackUntil(2499);
    new DeadlineStage(2).handle(inTime, next);
    assertThat(next.calls).isEqualTo(1);
  }

  @Test
  void zeroIsNoTimeout() {
    var exchange = exchange(0);

    new DeadlineStage(2).handle(exchange, PlayedNext.of(new PlayedHead(200)));
    new UpstreamStage(DeadlineStageTest::answer, () -> 0).handle(exchange, null);

    assertThat(exchange.deadlineNanos()).isEqualTo(Exchange.NEVER);
    assertThat(exchange.attemptTimeoutNanos()).isEqualTo(Exchange.NEVER);
  }

  @Test
  void whatTheClientWaitsIsAllThereIsWhenItIsLess() {
    var less = exchange(500);
    ((PlayedRequest) less.request()).timeoutNanos = 700;
    var more = exchange(500);
    ((PlayedRequest) more.request()).timeoutNanos = 9000;

    new DeadlineStage(2).handle(less, PlayedNext.of(new PlayedHead(200)));
    new DeadlineStage(2).handle(more, PlayedNext.of(new PlayedHead(200)));

    assertThat(less.deadlineNanos()).isEqualTo(1700);
    assertThat(more.deadlineNanos()).isEqualTo(2500);
  }

  @Test
  void whatTheClientWaitsBoundsAServiceWithoutTimeout() {
    var exchange = exchange(0);
    ((PlayedRequest) exchange.request()).timeoutNanos = 700;
    new DeadlineStage(2).handle(exchange, PlayedNext.of(new PlayedHead(200)));
    exchange.beginAttempt(1500);

    new UpstreamStage(DeadlineStageTest::answer, () -> 0).handle(exchange, null);

    assertThat(exchange.deadlineNanos()).isEqualTo(1700);
    assertThat(exchange.attemptTimeoutNanos()).isEqualTo(200);
  }

  @Test
  void anAttemptHasNoMoreThanWhatIsLeft() {
    var exchange = exchange(500);
    new DeadlineStage(1).handle(exchange, PlayedNext.of(new PlayedHead(200)));
    var upstream = new UpstreamStage(DeadlineStageTest::answer, () -> 0);

    upstream.handle(exchange, null);
    assertThat(exchange.attemptTimeoutNanos()).isEqualTo(500);
    exchange.beginAttempt(1700);
    upstream.handle(exchange, null);
    assertThat(exchange.attemptTimeoutNanos()).isEqualTo(300);
    exchange.beginAttempt(9999);
    upstream.handle(exchange, null);
    assertThat(exchange.attemptTimeoutNanos()).as("ends at once").isEqualTo(1);
  }

  private static Future<ResponseHead> answer(
      Exchange exchange,
      io.fairlead.proxy.exchange.RouteEndpoint endpoint,
      Upstream.Connection connection) {
    return Future.succeededFuture(new PlayedHead(200));
  }
}
