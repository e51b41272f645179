package io.fairlead.proxy.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.balance.Balancers;
import io.fairlead.proxy.balance.BalancingObserver;
import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Upstream;
import io.fairlead.proxy.outlier.OutlierPolicy;
import io.fairlead.proxy.outlier.Outliers;
import io.fairlead.proxy.retry.Backoff;
import io.fairlead.proxy.retry.CallersRetries;
import io.fairlead.proxy.retry.RetryBudget;
import io.fairlead.proxy.retry.RetryObserver;
import io.fairlead.proxy.retry.RetryPolicy;
import io.fairlead.proxy.retry.ServiceRetries;
import io.fairlead.proxy.route.FixedRouteStage;
import io.fairlead.proxy.rules.Rules;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestChainTest {
  private static final RetryPolicy USUAL = RetryPolicy.usual(2, new Backoff(0, 0));

  private final List<String> sent = new ArrayList<>();
  private final Deque<Future<ResponseHead>> answers = new ArrayDeque<>();
  private final RequestLimit limit = new RequestLimit(3);
  private final List<String> observed = new ArrayList<>();

  private Future<ResponseHead> send(
      Exchange exchange, RouteEndpoint endpoint, Upstream.Connection connection) {
    sent.add(endpoint.instanceId() + " " + connection);
    return answers.remove();
  }

  private final class Observer implements RequestObserver, RetryObserver {
    @Override
    public void ended(Exchange exchange, Exchange.Outcome outcome, long nanos) {
      observed.add(exchange.status() + " " + outcome);
    }

    @Override
    public void failed(Exchange exchange, ProxyFailure failure) {
      observed.add(failure.name());
    }

    @Override
    public void retried(Exchange exchange) {
      observed.add("retried");
    }

    @Override
    public void budgetExhausted(Exchange exchange) {
      observed.add("exhausted");
    }
  }

  private RequestChain.Shared shared() {
    var observer = new Observer();
    return new RequestChain.Shared(
        limit,
        new Balancers(null, () -> 0, route -> BalancingObserver.NONE),
        new Outliers(
            new OutlierPolicy(5, 1000, 1000, 50), route -> observed.add("ejected"), () -> 0),
        new Rules((from, service) -> null, 10, () -> {}, part -> failed -> {}, () -> 0),
        new PerService<>(
            route -> new ServiceRetries(null, new RetryBudget(20, 10, new CallersRetries()))),
        new CallersRetries(),
        new PerService<>(route -> Circuit.of(route.policy().circuitBreaking(), null)),
        (refused, limit) -> observed.add("refused " + limit),
        observer,
        observer,
        () -> 0);
  }

  private RequestChain egress() {
    return RequestChain.egress(
        shared(), loop(), new FixedRouteStage(() -> PlayedRequest.route(2)), USUAL);
  }

  private RequestChain.Loop loop() {
    return new RequestChain.Loop(this::send, nanos -> Future.succeededFuture(), () -> 0);
  }

  private static Exchange exchange(String method) {
    return new Exchange(Direction.EGRESS, new PlayedRequest(method, "backend"), 0);
  }

  @Test
  void stagesAreInTheOrderOfTheDesign() {
    assertThat(egress().stages())
        .extracting(stage -> stage.getClass().getSimpleName())
        .containsExactly(
            "TelemetryStage",
            "FailureStage",
            "ShedStage",
            "FixedRouteStage",
            "RuleStage",
            "LimitStage",
            "CircuitStage",
            "DeadlineStage",
            "RetryStage",
            "HedgeStage",
            "BalancingStage",
            "OutlierStage",
            "UpstreamStage");
  }

  @Test
  void anAnswerPassesThroughAll() {
    answers.add(Future.succeededFuture(new PlayedHead(201)));
    var exchange = exchange("GET");

    var handled = egress().handle(exchange);
    exchange.end(Exchange.Outcome.COMPLETED);

    assertThat(handled.result().status()).isEqualTo(201);
    assertThat(sent).containsExactly("e0 ANY");
    assertThat(observed).containsExactly("201 COMPLETED");
  }

  @Test
  void anotherAttemptChoosesAnotherEndpoint() {
    answers.add(Future.failedFuture(new ProxyFailure.ConnectFailed("refused")));
    answers.add(Future.succeededFuture(new PlayedHead(200)));

    egress().handle(exchange("POST"));

    assertThat(sent).containsExactly("e0 ANY", "e1 ANY");
  }

  @Test
  void aStaleConnectionIsReplacedWithoutARetry() {
    answers.add(Future.failedFuture(new ProxyFailure.UpstreamReset("stale", true)));
    answers.add(Future.succeededFuture(new PlayedHead(200)));

    egress().handle(exchange("GET"));

    assertThat(sent).containsExactly("e0 ANY", "e0 FRESH");
    assertThat(observed).doesNotContain("retried");
  }

  @Test
  void aStaleConnectionIsNotReplacedUnderAPost() {
    answers.add(Future.failedFuture(new ProxyFailure.UpstreamReset("stale", true)));

    var handled = egress().handle(exchange("POST"));

    assertThat(handled.result().status()).isEqualTo(502);
    assertThat(sent).hasSize(1);
  }

  @Test
  void failuresBecomeAnswersThatTelemetrySees() {
    for (int i = 0; i < 3; i++) {
      answers.add(Future.failedFuture(new ProxyFailure.DeadlineExceeded("too slow")));
    }
    var exchange = exchange("GET");

    var handled = egress().handle(exchange);
    exchange.end(Exchange.Outcome.COMPLETED);

    assertThat(handled.result())
        .isEqualTo(
            new LocalResponse(
                504,
                "DeadlineExceeded",
                false,
                "service backend.demo: too slow; look at the endpoint's log, and at /routes on the"
                    + " sidecar's management port"));
    assertThat(observed).containsExactly("retried", "retried", "DeadlineExceeded", "504 COMPLETED");
  }

  @Test
  void oneRequestTooManyIsShedUntilAnotherEnds() {
    var chain = egress();
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(Future.succeededFuture(new PlayedHead(200)));
      exchanges.add(exchange("GET"));
      chain.handle(exchanges.get(i));
    }

    var shed = exchange("GET");
    var refused = (LocalResponse) chain.handle(shed).result();
    shed.end(Exchange.Outcome.COMPLETED);
    exchanges.get(0).end(Exchange.Outcome.COMPLETED);
    answers.add(Future.succeededFuture(new PlayedHead(200)));
    var admitted = chain.handle(exchange("GET"));

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.failure()).isEqualTo("Shed");
    assertThat(refused.neverSent()).isTrue();
    assertThat(admitted.result().status()).isEqualTo(200);
    assertThat(limit.underWay()).isEqualTo(3);
  }

  @Test
  void theApplicationBesideAnIngressIsNeverEjected() {
    var ingress =
        RequestChain.ingress(
            shared(), loop(), new FixedRouteStage(() -> PlayedRequest.route(1)), USUAL);
    for (int i = 0; i < 20; i++) {
      answers.add(Future.succeededFuture(new PlayedHead(503)));
    }

    for (int i = 0; i < 20; i++) {
      var exchange = exchange("GET");
      ingress.handle(exchange);
      exchange.end(Exchange.Outcome.COMPLETED);
    }

    assertThat(sent).as("and what it answered is not asked again").hasSize(20);
    assertThat(observed).doesNotContain("ejected");
  }
}
