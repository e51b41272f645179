package io.fairlead.proxy.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private static final long MILLI = 1_000_000;

  private final AdaptiveLimit limit = new AdaptiveLimit();

  /** A service that does so many at once in 10 ms each; more of them queue. */
  private void load(int capacity, int requests) {
    for (int i = 0; i < requests; i++) {
      int underWay = limit.limit();
      limit.sample(10 * MILLI * Math.max(capacity, underWay) / capacity, underWay, true);
    }
  }

  @Test
  void itGrowsWhileLatencyStays() {
    load(1000, 500);

    assertThat(limit.limit()).isGreaterThan(200);
  }

  @Test
  void itSettlesWhereLatencyGrows() {
    load(50, 50_000 + 700);

    assertThat(limit.limit()).isBetween(50, 120);
  }

  @Test
  void itShrinksWhenTheServiceBearsLess() {
    load(500, 2000);
    int before = limit.limit();

    load(20, 100);

    assertThat(limit.limit()).isLessThan(before / 2);
  }

  @Test
  void failuresShrinkItAtOnce() {
    for (int i = 0; i < 100; i++) {
      limit.sample(MILLI, 20, false);
    }

    assertThat(limit.limit()).isEqualTo(AdaptiveLimit.LIMIT_MIN);
  }

  @Test
  void itDoesNotGrowWhileItLimitsNothing() {
    for (int i = 0; i < 1000; i++) {
      limit.sample(MILLI, 1, true);
    }

    assertThat(limit.limit()).isEqualTo(20);
  }

  @Test
  void itHasEnds() {
    for (int i = 0; i < 99_999; i++) {
      limit.sample(0, Integer.MAX_VALUE, true);
    }

    assertThat(limit.limit()).isEqualTo(AdaptiveLimit.LIMIT_MAX);
  }
}
