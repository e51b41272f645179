package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.Policies;
import io.fairlead.proxy.exchange.Changes;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedNext;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.Timeouts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleStageTest {
  private final PlayedRequest request = new PlayedRequest("GET", "backend");
  private final List<Promise<Void>> waits = new ArrayList<>();
  private final Rules rules =
      new Rules((from, service) -> null, 10, () -> {}, part -> failed -> {}, () -> 0);
  private final Random random = new Random(5);
  private final RuleStage stage =
      new RuleStage(rules, this::held, random::nextDouble, () -> 77_000);

  private Future<Void> held(long nanos) {
    Promise<Void> wait = Promise.promise();
    waits.add(wait);
    return wait.future();
  }

  private Exchange exchange(String json) {
    var exchange = new Exchange(Direction.EGRESS, request, 0);
    exchange.routed(
        Route.of(
            "srv-1",
            "backend.demo",
            AppProtocol.HTTP,
            Timeouts.DEFAULT,
            List.of(PlayedRequest.endpoint(0)),
            Policies.of(json)));
    return exchange;
  }

  @Test
  void aServiceWithoutRulesIsLeftAlone() {
    var exchange = exchange("{}");
    var route = exchange.route();
    var next = PlayedNext.of(new PlayedHead(200));

    stage.handle(exchange, next);

    assertThat(next.calls).isEqualTo(1);
    assertThat(exchange.route()).isSameAs(route);
    assertThat(exchange.changes()).isSameAs(Changes.NONE);
  }

  @Test
  void aTunnelIsUnderNoRule() {
    request.path = "";
    var next = PlayedNext.of(new PlayedHead(200));

    stage.handle(exchange("{'routes': [{'name': 'a', 'respond': {'status': 500}}]}"), next);

    assertThat(next.calls).isEqualTo(1);
  }

  @Test
  void anAttemptBeginsOnlyWhenItsRequestIsLetGo() {
    var exchange = exchange("{'routes': [{'name': 'a', 'fault': {'delayMillis': 5}}]}");
    var next = PlayedNext.of(new PlayedHead(200));

    var handled = stage.handle(exchange, next);
    assertThat(next.calls).isZero();
    waits.get(0).complete();

    assertThat(handled.result().status()).isEqualTo(200);
    assertThat(exchange.attemptStartedNanos()).isEqualTo(77_000);
  }

  @Test
  void whoLeavesWhileHeldBackIsNotSentOn() {
    var next = PlayedNext.of(new PlayedHead(200));

    var handled =
        stage.handle(exchange("{'routes': [{'name': 'a', 'fault': {'delayMillis': 5}}]}"), next);
    request.cancelled = true;
    waits.get(0).complete();

    assertThat(handled.cause()).isInstanceOf(ProxyFailure.Cancelled.class);
    assertThat(next.calls).isZero();
  }

  @Test
  void faultsHitTheirShareWithinTwoPoints() {
    int failed = 0;
    for (int i = 0; i < 10_000; i++) {
      var exchange =
          exchange(
              """
              {'routes': [{'name': 'a', 'fault': {
                'delayMillis': 5, 'delayPercent': 10, 'abortStatus': 503, 'abortPercent': 30}}]}
              """);
      int before = waits.size();
      var handled = stage.handle(exchange, PlayedNext.of(new PlayedHead(200)));
      if (waits.size() > before) {
        waits.get(before).complete();
      }
      failed += handled.cause() instanceof ProxyFailure.Fault ? 1 : 0;
    }

    assertThat(failed / 100.0).isBetween(28.0, 32.0);
    assertThat(waits.size() / 100.0).isBetween(8.0, 12.0);
  }
}
