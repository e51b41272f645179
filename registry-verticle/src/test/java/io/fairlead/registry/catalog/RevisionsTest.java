package io.fairlead.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevisionsTest {
  @Test
  void followTheClock() {
    assertThat(Revisions.after(5, 1_000)).isEqualTo(1_000);
  }

  @Test
  void riseThoughTheClockStandsStillOrGoesBack() {
    assertThat(Revisions.after(1_000, 1_000)).isEqualTo(1_001);
    assertThat(Revisions.after(1_000, 7)).isEqualTo(1_001);
  }

  @Test
  void areExactInEveryJsonReader() {
    assertThat(Revisions.nowMicros()).isPositive().isLessThan(1L << 53);
    assertThat(Instant.ofEpochSecond((1L << 53) / 1_000_000)).isAfter("2255-01-01T00:00:00Z");
  }
}
