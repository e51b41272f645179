package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small rules of HTTP/2 and gRPC that need no connection. */
class Http2RulesTest {
  @ParameterizedTest
  @CsvSource({
    "1H, 3600000000000",
    "2M, 120000000000",
    "3S, 3000000000",
    "4m, 4000000",
    "5u, 5000",
    "6n, 6",
    "0S, 0",
    "99999999H, 9223372036854775807"
  })
  void aTimeoutOfGrpcIsANumberAndAUnit(String text, long nanos) {
    assertThat(GrpcTimeout.nanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "S", "5", "5s", "-1S", "1 S", "123456789S", "1.5S"})
  void whatIsNoTimeoutIsNone(String text) {
    assertThat(GrpcTimeout.nanos(text)).isEqualTo(Exchange.NEVER);
  }

  @ParameterizedTest
  @CsvSource({
    "NoRoute, 12",
    "NotSupported, 12",
    "VersionNotSupported, 12",
    "InvalidRequest, 13",
    "InvalidBody, 13",
    "Unexpected, 13",
    "RequestTooLarge, 8",
    "TargetTooLong, 8",
    "DeadlineExceeded, 4",
    "RequestTimeout, 4",
    "Cancelled, 1",
    "ConnectFailed, 14",
    "UpstreamReset, 14",
    "StreamRefused, 14",
    "InvalidResponse, 14",
    "NoHealthyEndpoint, 14",
    "NotReady, 14",
    "Shed, 14"
  })
  void everyFailureHasACodeOfGrpc(String failure, int code) {
    assertThat(GrpcStatus.of(new LocalResponse(500, failure, false, "x"))).isEqualTo(code);
  }

  @Test
  void aMessageOfGrpcIsPrintableAscii() {
    assertThat(GrpcStatus.encoded("50% of ü\n~ ok")).isEqualTo("50%25 of %C3%BC%0A~ ok");
  }

  @Test
  void aFloodIsMoreInAWindowThanAllowed() {
    var guard = new FloodGuard(2, 100, 0);

    assertThat(guard.isTooMany(1)).isFalse();
    assertThat(guard.isTooMany(2)).isFalse();
    assertThat(guard.isTooMany(3)).isTrue();
    assertThat(guard.isTooMany(100)).as("another window").isFalse();
    assertThat(new FloodGuard(0, 100, 0).isTooMany(1)).as("no limit").isFalse();
  }

  @Test
  void whatIsUsefulMakesUpForSome() {
    var guard = new FloodGuard(2, 1000, 0);

    for (int i = 0; i < 100; i++) {
      assertThat(guard.isTooMany(1)).isFalse();
      assertThat(guard.isTooMany(1)).isFalse();
      guard.forgive();
    }
  }

  @Test
  void whatWaitsIsStuckWhenItDoesNotBecomeLess() {
    var progress = new Progress();

    assertThat(progress.isStuck(10, false, 0, 100)).isFalse();
    assertThat(progress.isStuck(10, false, 99, 100)).isFalse();
    assertThat(progress.isStuck(10, false, 100, 100)).isTrue();
    assertThat(progress.isStuck(11, false, 101, 100)).isFalse();
    assertThat(progress.isStuck(11, true, 500, 100)).isFalse();
  }
}
