package io.fairlead.proxy.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.Policies;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedHead;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.ProxyFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final RetryPolicy USUAL = RetryPolicy.usual(2, new Backoff(1, 2));

  private static RetryPolicy saying(String retries) {
    return USUAL.with(Policies.of("{'retries':" + retries + "}").retries());
  }

  private static Exchange exchange(String method) {
    var exchange = new Exchange(Direction.EGRESS, new PlayedRequest(method, "backend"), 0);
    exchange.beginAttempt();
    return exchange;
  }

  private static ProxyFailure failure(String name) {
    return switch (name) {
      case "ConnectFailed" -> new ProxyFailure.ConnectFailed("x");
      case "Shed" -> new ProxyFailure.Shed("x");
      case "StreamRefused" -> new ProxyFailure.StreamRefused("x", false);
      case "UpstreamReset" -> new ProxyFailure.UpstreamReset("x", false);
      case "InvalidResponse" -> new ProxyFailure.InvalidResponse("x");
      case "DeadlineExceeded" -> new ProxyFailure.DeadlineExceeded("x");
      case "NoHealthyEndpoint" -> new ProxyFailure.NoHealthyEndpoint("x");
      case "Cancelled" -> new ProxyFailure.Cancelled("x");
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "connectFailure, ConnectFailed, true",
    "connectFailure, Shed, true",
    "connectFailure, StreamRefused, false",
    "connectFailure, UpstreamReset, false",
    "connectFailure, DeadlineExceeded, false",
    "refusedStream, StreamRefused, true",
    "refusedStream, ConnectFailed, false",
    "reset, UpstreamReset, true",
    "reset, InvalidResponse, true",
    "reset, DeadlineExceeded, false",
    "gatewayError, DeadlineExceeded, true",
    "gatewayError, UpstreamReset, false",
    "reset, NoHealthyEndpoint, false",
    "reset, Cancelled, false",
    "5xx, UpstreamReset, false"
  })
  void eachConditionMeansItsFailuresAndNoOthers(String on, String failure, boolean repeated) {
    var policy = saying("{'on':['" + on + "']}");

    assertThat(policy.allows(exchange("GET"), failure(failure))).isEqualTo(repeated);
  }

  @ParameterizedTest
  @CsvSource({
    "gatewayError, 502, true",
    "gatewayError, 504, true",
    "gatewayError, 500, false",
    "gatewayError, 505, false",
    "5xx, 500, true",
    "5xx, 599, true",
    "5xx, 503, true",
    "5xx, 499, false",
    "connectFailure, 503, false",
    "reset, 502, false"
  })
  void eachConditionMeansItsStatusesAndNoOthers(String on, int status, boolean repeated) {
    var policy = saying("{'on':['" + on + "']}");

    assertThat(policy.allows(exchange("GET"), new PlayedHead(status))).isEqualTo(repeated);
  }

  @Test
  void statusesThatAreNamedAreRepeatedToo() {
    var policy = saying("{'statuses':[409,425]}");

    assertThat(policy.allows(exchange("GET"), new PlayedHead(409))).isTrue();
    assertThat(policy.allows(exchange("GET"), new PlayedHead(408))).isFalse();
    assertThat(policy.allows(exchange("GET"), new PlayedHead(503))).as("as before").isTrue();
    assertThat(policy.allows(exchange("POST"), new PlayedHead(409))).isFalse();
  }

  @Test
  void onlyMethodsThatAreNamedMayReachAnApplicationTwice() {
    var policy = saying("{'methods':['POST']}");

    assertThat(policy.allows(exchange("POST"), new PlayedHead(503))).isTrue();
    assertThat(policy.allows(exchange("GET"), new PlayedHead(503))).isFalse();
    assertThat(policy.allows(exchange("GET"), failure("ConnectFailed"))).isTrue();
  }

  @Test
  void statusesOfGrpcThatAreNamedAreRepeatedWhateverTheMethod() {
    var policy = saying("{'grpcStatuses':['UNAVAILABLE','no such word','OK']}");
    var unavailable = new PlayedHead(200);
    unavailable.grpcStatus = 14;
    var internal = new PlayedHead(200);
    internal.grpcStatus = 13;
    var fine = new PlayedHead(200);
    fine.grpcStatus = 0;

    assertThat(policy.allows(exchange("POST"), unavailable)).isTrue();
    assertThat(policy.allows(exchange("POST"), internal)).isFalse();
    assertThat(policy.allows(exchange("POST"), fine)).isFalse();
    assertThat(USUAL.allows(exchange("POST"), unavailable)).isFalse();
  }

  @Test
  void attemptsAreAsManyAsThePolicySays() {
    var exchange = exchange("GET");

    assertThat(saying("{'attempts':0}").allows(exchange, new PlayedHead(503))).isFalse();
    exchange.beginAttempt(1);
    exchange.beginAttempt(2);
    assertThat(USUAL.allows(exchange, new PlayedHead(503))).isFalse();
    assertThat(saying("{'attempts':3}").allows(exchange, new PlayedHead(503))).isTrue();
  }

  @Test
  void whatIsAnAttemptAlreadyIsNotTriedAgain() {
    var exchange = exchange("GET");
    ((PlayedRequest) exchange.request()).attempt = 2;

    assertThat(USUAL.allows(exchange, new PlayedHead(503))).isFalse();
    assertThat(USUAL.ofNeverSent().allows(exchange, failure("ConnectFailed"))).isFalse();
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    assertThat(saying("{}")).isEqualTo(USUAL);
    assertThat(saying("{'backoffMinMillis':3}").backoff()).isEqualTo(new Backoff(3_000_000, 2));
    assertThat(saying("{'backoffMaxMillis':3}").backoff()).isEqualTo(new Backoff(1, 3_000_000));
  }
}
