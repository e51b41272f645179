package io.fairlead.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.Exchange;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcTimeoutTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1u",
    "999, 1u",
    "1000, 1u",
    "1999, 1u",
    "99999999000, 99999999u",
    "100000000000, 100000m",
    "99999999999999, 99999999m",
    "100000000000000, 100000S",
    "9223372036854775807, 2562047H"
  })
  void itIsWrittenInTheFinestUnitThatHasRoom(long nanos, String text) {
    assertThat(GrpcTimeout.text(nanos)).isEqualTo(text);
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    assertThat(GrpcTimeout.nanos(GrpcTimeout.text(TimeUnit.SECONDS.toNanos(3))))
        .isEqualTo(TimeUnit.SECONDS.toNanos(3));
  }

  @ParameterizedTest
  @CsvSource({"1S, 1000000000", "2m, 2000000", "1H, 3600000000000", "00000001u, 1000"})
  void itIsReadInEveryUnit(String text, long nanos) {
    assertThat(GrpcTimeout.nanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"S", "1", "1s", "123456789m", "-1S", "1.5S"})
  void whatIsNoTimeoutIsAsGoodAsNotSaid(String text) {
    assertThat(GrpcTimeout.nanos(text)).isEqualTo(Exchange.NEVER);
  }
}
