package io.fairlead.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PlayedRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptWordsTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private static Exchange exchange() {
    return new Exchange(Direction.EGRESS, new PlayedRequest("GET", "backend"), 0);
  }

  @Test
  void aFirstAttemptWithoutALimitSaysNothing() {
    var exchange = exchange();
    exchange.beginAttempt();
    exchange.setDeadlineNanos(1000 * MILLI);

    assertThat(AttemptWords.of(exchange, 0)).isSameAs(AttemptWords.NONE);
  }

  @Test
  void aSecondAttemptSaysSo() {
    var exchange = exchange();
    exchange.beginAttempt();
    exchange.beginAttempt(1);

    var words = AttemptWords.of(exchange, 0);

    assertThat(words).isEqualTo(new AttemptWords(2, Exchange.NEVER));
    assertThat(words.hasLimit()).isFalse();
  }

  @Test
  void attemptsBeforeThisSidecarCount() {
    var exchange = exchange();
    ((PlayedRequest) exchange.request()).attempt = 3;
    exchange.beginAttempt();

    assertThat(AttemptWords.of(exchange, 0).number()).isEqualTo(3);
  }

  @Test
  void whatRemainsOfALimitIsSaid() {
    var exchange = exchange();
    exchange.beginAttempt();
    exchange.setLimitNanos(1000 * MILLI);

    assertThat(AttemptWords.of(exchange, 400 * MILLI).remainingMillis()).isEqualTo(600);
    assertThat(AttemptWords.of(exchange, 400 * MILLI).hasNumber()).isFalse();
    assertThat(AttemptWords.of(exchange, 2000 * MILLI).remainingMillis()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "1000, 1000", "1001, 1", "0, 1", "-2, 1", "+2, 1", "2.0, 1"})
  void numbersAreDigitsUpToAThousand(String text, int number) {
    assertThat(AttemptWords.number(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "250, 250", "86400000, 86400000"})
  void limitsAreMillisecondsUpToADay(String text, long millis) {
    assertThat(AttemptWords.remaining(text)).isEqualTo(millis * MILLI);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "0", "86400001", "99999999999999999999", "-1", "1 ", "1s", "1,2", "x"})
  void whatIsNoLimitIsAsGoodAsNotSaid(String text) {
    assertThat(AttemptWords.remaining(text)).isEqualTo(Exchange.NEVER);
  }
}
