package io.fairlead.proxy.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryStageTest {
  private static final RetryPolicy USUAL = RetryPolicy.usual(2, new Backoff(100, 1000));

  private final ProxyFailure refused = new ProxyFailure.ConnectFailed("refused");
  private final ProxyFailure reset = new ProxyFailure.UpstreamReset("reset", false);

  private final List<Long> waits = new ArrayList<>();
  private Promise<Void> held;
  private long now;
  private int retried;
  private int exhausted;
  private final List<ProxyFailure.Overflow.Limit> refusals = new ArrayList<>();
  private final PerService<Circuit> circuits =
      new PerService<>(route -> Circuit.of(route.policy().circuitBreaking(), null));

  private Future<Void> letPass(long nanos) {
    waits.add(nanos);
    return held == null ? Future.succeededFuture() : held.future();
  }

  private Stage stage(RetryPolicy policy, RetryBudget budget) {
    return new RetryStage(
        policy,
        new PerService<>(route -> new ServiceRetries(null, budget)),
        new CallersRetries(),
        circuits,
        (refused, limit) -> refusals.add(limit),
        new Observer(),
        () -> now,
        () -> 0.5,
        this::letPass);
  }

  private Stage stage() {
    return stage(USUAL, new RetryBudget(20, 10, new CallersRetries()));
  }

  private final class Observer implements RetryObserver {
    @Override
    public void retried(Exchange exchange) {
      retried++;
    }

    @Override
    public void budgetExhausted(Exchange exchange) {
      exhausted++;
    }
  }

  private static int status(Future<ResponseHead> handled) {
    assertThat(handled).matches(Future::succeeded);
    return handled.result().status();
  }

  @Test
  void anAnswerIsHandedOn() {
    var next = PlayedNext.of(new PlayedHead(200));

    assertThat(status(stage().handle(PlayedRequest.routed("GET", 1), next))).isEqualTo(200);
    assertThat(next.calls).isEqualTo(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void aFailureIsFollowedByAnotherAttempt() {
    var next = PlayedNext.of(reset, new PlayedHead(200));

    assertThat(status(stage().handle(PlayedRequest.routed("GET", 1), next))).isEqualTo(200);
    assertThat(next.calls).isEqualTo(2);
    assertThat(retried).isEqualTo(1);
  }

  @Test
  void thereAreAtMostThreeAttempts() {
    var next = PlayedNext.of(reset, reset, refused, new PlayedHead(200));

    var handled = stage().handle(PlayedRequest.routed("GET", 1), next);

    assertThat(handled.cause()).isSameAs(refused);
    assertThat(next.calls).isEqualTo(3);
    assertThat(waits).as("half of a limit that doubles").containsExactly(50L, 100L);
  }

  @Test
  void aRequestThatMayHaveArrivedIsRepeatedOnlyWhenIdempotent() {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE")) {
      var next = PlayedNext.of(reset, new PlayedHead(200));
      assertThat(status(stage().handle(PlayedRequest.routed(method, 1), next))).isEqualTo(200);
    }
    for (String method : List.of("POST", "PATCH", "WHATEVER")) {
      var next = PlayedNext.of(reset, new PlayedHead(200));
      var handled = stage().handle(PlayedRequest.routed(method, 1), next);
      assertThat(handled.cause()).isSameAs(reset);
    }
  }

  @Test
  void aRequestThatWasNeverSentIsRepeatedWhateverItsMethod() {
    var next = PlayedNext.of(refused, new ProxyFailure.Shed("full"), new PlayedHead(200));

    assertThat(status(stage().handle(PlayedRequest.routed("POST", 1), next))).isEqualTo(200);
  }

  @Test
  void gatewayFailuresAreRepeatedAndTheirAnswersGivenUp() {
    for (int status : new int[] {502, 503, 504}) {
      var first = new PlayedHead(status);
      var next = PlayedNext.of(first, new PlayedHead(200));

      assertThat(status(stage().handle(PlayedRequest.routed("GET", 1), next))).isEqualTo(200);
      assertThat(first.discarded).isTrue();
    }
  }

  @Test
  void otherAnswersAreFinal() {
    for (int status : new int[] {200, 404, 429, 500, 501, 505}) {
      var head = new PlayedHead(status);

      assertThat(status(stage().handle(PlayedRequest.routed("GET", 1), PlayedNext.of(head))))
          .isEqualTo(status);
      assertThat(head.discarded).isFalse();
    }
  }

  @Test
  void aGatewayFailureOfAPostIsRepeatedOnlyWhenASidecarSaysItNeverArrived() {
    var never = PlayedNext.of(new PlayedHead(502, true), new PlayedHead(200));
    assertThat(status(stage().handle(PlayedRequest.routed("POST", 1), never))).isEqualTo(200);

    var maybe = PlayedNext.of(new PlayedHead(502, false));
    assertThat(status(stage().handle(PlayedRequest.routed("POST", 1), maybe))).isEqualTo(502);
  }

  @Test
  void aBodyThatIsLostEndsTheAttempts() {
    var request = new PlayedRequest("PUT", "backend");
    var exchange = new Exchange(io.fairlead.proxy.exchange.Direction.EGRESS, request, 0);
    exchange.routed(PlayedRequest.route(1));
    request.replayable = false;

    var handled = stage().handle(exchange, PlayedNext.of(refused));

    assertThat(handled.cause()).isSameAs(refused);
  }

  @Test
  void aClientThatLeftIsNotWorkedFor() {
    var request = new PlayedRequest("GET", "backend");
    var exchange = new Exchange(io.fairlead.proxy.exchange.Direction.EGRESS, request, 0);
    exchange.routed(PlayedRequest.route(1));
    held = Promise.promise();
    var next = PlayedNext.of(reset);
    var handled = stage().handle(exchange, next);

    request.cancelled = true;
    held.complete();

    assertThat(handled.cause()).isInstanceOf(ProxyFailure.Cancelled.class);
    assertThat(next.calls).isEqualTo(1);
  }

  @Test
  void whatNoOtherEndpointMendsIsNotRepeated() {
    var nobody = new ProxyFailure.NoHealthyEndpoint("none");

    var handled = stage().handle(PlayedRequest.routed("GET", 1), PlayedNext.of(nobody));

    assertThat(handled.cause()).isSameAs(nobody);
  }

  @Test
  void thereIsNoAttemptAfterTheDeadline() {
    var exchange = PlayedRequest.routed("GET", 1);
    exchange.setDeadlineNanos(1050);
    now = 1000;

    var handled = stage().handle(exchange, PlayedNext.of(reset));

    assertThat(handled.cause()).as("the wait alone takes 50").isSameAs(reset);
  }

  @Test
  void anEmptyBudgetEndsTheAttempts() {
    var head = new PlayedHead(503);

    var handled =
        stage(USUAL, new RetryBudget(0, 0, new CallersRetries()))
            .handle(PlayedRequest.routed("GET", 1), PlayedNext.of(head));

    assertThat(status(handled)).isEqualTo(503);
    assertThat(head.discarded).isFalse();
    assertThat(exhausted).isEqualTo(1);
    assertThat(retried).isZero();
  }

  @Test
  void anIngressRepeatsOnlyWhatWasNeverSent() {
    var ingress = stage(USUAL.ofNeverSent(), new RetryBudget(20, 10, new CallersRetries()));

    var broken = ingress.handle(PlayedRequest.routed("GET", 1), PlayedNext.of(reset));
    assertThat(broken.cause()).isSameAs(reset);
    var next = PlayedNext.of(refused, new PlayedHead(200));
    assertThat(status(ingress.handle(PlayedRequest.routed("GET", 1), next))).isEqualTo(200);
  }

  @Test
  void aMistakeInTheProgramIsNotRepeated() {
    var mistake = new IllegalStateException("bug");

    var handled = stage().handle(PlayedRequest.routed("GET", 1), PlayedNext.of(mistake));

    assertThat(handled.cause()).isSameAs(mistake);
  }
}
