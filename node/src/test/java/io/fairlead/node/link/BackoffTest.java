package io.fairlead.node.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final double MOST = Math.nextDown(1.0);

  private final Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  @Test
  void theBoundDoublesUpToTheMaximum() {
    assertThat(backoff.delayMillis(0, MOST)).isEqualTo(50);
    assertThat(backoff.delayMillis(1, MOST)).isEqualTo(100);
    assertThat(backoff.delayMillis(5, MOST)).isEqualTo(1600);
    assertThat(backoff.delayMillis(6, MOST)).isEqualTo(2000);
  }

  @Test
  void manyFailuresDoNotOverflow() {
    assertThat(backoff.delayMillis(Integer.MAX_VALUE, MOST)).isEqualTo(2000);
    var long_ = new Backoff(Duration.ofDays(365), Duration.ofDays(3650));
    assertThat(long_.delayMillis(1000, MOST)).isBetween(1L, Duration.ofDays(3650).toMillis());
  }

  @Test
  void theJitterCoversTheWholeRangeButNeverWaitsForNothing() {
    assertThat(backoff.delayMillis(3, 0)).isEqualTo(1);
    assertThat(backoff.delayMillis(3, 0.5)).isEqualTo(201);
  }
}
