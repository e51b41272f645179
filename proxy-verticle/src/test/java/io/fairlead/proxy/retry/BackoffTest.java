package io.fairlead.proxy.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(25, 250);

  @Test
  void theLimitDoublesUpToTheGreatest() {
    assertThat(backoff.delayNanos(1, () -> 1)).isEqualTo(25);
    assertThat(backoff.delayNanos(2, () -> 1)).isEqualTo(50);
    assertThat(backoff.delayNanos(4, () -> 1)).isEqualTo(200);
    assertThat(backoff.delayNanos(5, () -> 1)).isEqualTo(250);
    assertThat(backoff.delayNanos(1000, () -> 1)).isEqualTo(250);
  }

  @Test
  void theJitterIsFull() {
    assertThat(backoff.delayNanos(3, () -> 0)).isZero();
    assertThat(backoff.delayNanos(3, () -> 0.5)).isEqualTo(50);
  }
}
