package io.fairlead.proxy.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureStageTest {
  private final List<String> observed = new ArrayList<>();
  private final FailureStage stage = new FailureStage(new Observer());

  private final class Observer implements RequestObserver {
    @Override
    public void ended(Exchange exchange, Exchange.Outcome outcome, long nanos) {}

    @Override
    public void failed(Exchange exchange, ProxyFailure failure) {
      observed.add(failure.name());
    }
  }

  private LocalResponse answer(Throwable failure) {
    var next = PlayedNext.of(failure);
    return (LocalResponse) stage.handle(PlayedRequest.routed("GET", 1), next).result();
  }

  @Test
  void everyFailureHasItsStatus() {
    Map<ProxyFailure, Integer> statuses =
        Map.ofEntries(
            Map.entry(new ProxyFailure.InvalidRequest("x"), 400),
            Map.entry(new ProxyFailure.InvalidBody("x"), 400),
            Map.entry(new ProxyFailure.TargetTooLong("x"), 414),
            Map.entry(new ProxyFailure.VersionNotSupported("x"), 505),
            Map.entry(new ProxyFailure.NoRoute("x"), 404),
            Map.entry(new ProxyFailure.RequestTimeout("x"), 408),
            Map.entry(new ProxyFailure.RateLimited(2, "x"), 429),
            Map.entry(new ProxyFailure.RequestTooLarge("x"), 431),
            Map.entry(new ProxyFailure.Cancelled("x"), 499),
            Map.entry(new ProxyFailure.NotSupported("x"), 501),
            Map.entry(new ProxyFailure.ConnectFailed("x"), 502),
            Map.entry(new ProxyFailure.UpstreamReset("x", false), 502),
            Map.entry(new ProxyFailure.InvalidResponse("x"), 502),
            Map.entry(new ProxyFailure.NoHealthyEndpoint("x"), 503),
            Map.entry(new ProxyFailure.NotReady("x"), 503),
            Map.entry(new ProxyFailure.ServiceGone("x"), 503),
            Map.entry(new ProxyFailure.Shed("x"), 503),
            Map.entry(new ProxyFailure.BodyTooLarge(10), 413),
            Map.entry(new ProxyFailure.Overflow("x", ProxyFailure.Overflow.Limit.REQUESTS), 503),
            Map.entry(new ProxyFailure.Fault(418, "x"), 418),
            Map.entry(new ProxyFailure.StreamRefused("x", false), 503),
            Map.entry(new ProxyFailure.DeadlineExceeded("x"), 504));
    assertThat(statuses).hasSize(ProxyFailure.class.getPermittedSubclasses().length);

    statuses.forEach(
        (failure, status) -> {
          var answer = answer(failure);
          assertThat(answer.status()).as(failure.name()).isEqualTo(status);
          assertThat(answer.failure()).isEqualTo(failure.getClass().getSimpleName());
          assertThat(answer.neverSent()).isEqualTo(failure.neverSent());
        });
    assertThat(observed).hasSize(statuses.size());
  }

  @Test
  void whoIsRefusedByALimitOrShedIsToldWhenToComeAgain() {
    assertThat(answer(new ProxyFailure.RateLimited(7, "x")).retryAfterSeconds()).isEqualTo(7);
    assertThat(answer(new ProxyFailure.Shed("x")).retryAfterSeconds()).isEqualTo(1);
    assertThat(answer(new ProxyFailure.NoRoute("x")).retryAfterSeconds()).isZero();
  }

  @Test
  void aMistakeInTheProgramIsA500() {
    assertThat(answer(new IllegalStateException("bug")).status()).isEqualTo(500);
  }

  @Test
  void aRequestWithADefectGoesNoFurther() {
    var request = new PlayedRequest("GET", "backend");
    request.defect = new ProxyFailure.InvalidRequest("two hosts");
    var next = PlayedNext.of();

    var handled = stage.handle(new Exchange(Direction.EGRESS, request, 0), next);

    assertThat(handled.result().status()).isEqualTo(400);
    assertThat(next.calls).isZero();
  }
}
