package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeakLatencyTest {
  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private static double expected(PeakLatency latency, long nowNanos) {
    return latency.expectedNanos(true, nowNanos);
  }

  @Test
  void itRisesAtOnce() {
    var latency = PeakLatency.UNKNOWN.afterAnswer(MILLI, 5).afterAnswer(40 * MILLI, 6);

    assertThat(expected(latency, 6)).isEqualTo((double) (40 * MILLI));
  }

  @Test
  void itFallsSlowly() {
    var latency = PeakLatency.UNKNOWN.afterAnswer(40 * MILLI, 0);

    assertThat(expected(latency.afterAnswer(MILLI, 0), 0)).isEqualTo((double) (40 * MILLI));
    // 40 / e and the rest of 1
    assertThat(expected(latency.afterAnswer(MILLI, TEN_SECONDS), TEN_SECONDS) / MILLI)
        .isCloseTo(15.35, within(0.01));
  }

  @Test
  void itFallsWithoutAnswersToo() {
    var latency = PeakLatency.UNKNOWN.afterAnswer(40 * MILLI, 0);

    assertThat(expected(latency, TEN_SECONDS) / MILLI).isCloseTo(14.72, within(0.01));
    assertThat(expected(latency, 10 * TEN_SECONDS) / MILLI).isLessThan(0.01);
  }

  @Test
  void anEndpointThatNeverAnsweredIsAskedOnce() {
    assertThat(PeakLatency.UNKNOWN.expectedNanos(false, 7)).isZero();
    assertThat(PeakLatency.UNKNOWN.expectedNanos(true, 7)).isEqualTo((double) SECOND);
  }

  @Test
  void fastFailuresCountAsSlowAnswers() {
    var once = PeakLatency.UNKNOWN.afterAnswer(MILLI, 0).afterFailure(MILLI, 1);

    assertThat(expected(once, 1)).isEqualTo((double) SECOND);
    assertThat(expected(once.afterFailure(MILLI, 1), 1)).isEqualTo((double) (2 * SECOND));
  }

  @Test
  void failuresInARowCountNoMoreThanAMinute() {
    var latency = PeakLatency.UNKNOWN;
    for (int i = 0; i < 20; i++) {
      latency = latency.afterFailure(MILLI, 0);
    }

    assertThat(expected(latency, 0)).isEqualTo((double) (60 * SECOND));
  }

  @Test
  void whatWasGivenUpTookAtLeastThatLong() {
    var latency = PeakLatency.UNKNOWN.afterAnswer(10 * MILLI, 0);

    assertThat(expected(latency.afterGivingUp(5 * MILLI, 0), 0)).isEqualTo((double) (10 * MILLI));
    assertThat(expected(latency.afterGivingUp(50 * MILLI, 0), 0)).isEqualTo((double) (50 * MILLI));
  }

  @Test
  void aClockThatStoodStillOrAnotherLoopsEarlierReadingDoesNoHarm() {
    var latency = PeakLatency.UNKNOWN.afterAnswer(10 * MILLI, 100).afterAnswer(MILLI, 50);

    assertThat(expected(latency, 50)).isEqualTo((double) (10 * MILLI));
  }
}
