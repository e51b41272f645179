package io.fairlead.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTallyTest {
  private static HealthTally after(boolean... probes) {
    var tally = HealthTally.UNKNOWN;
    for (boolean probe : probes) {
      tally = tally.after(probe, 1, 2);
    }
    return tally;
  }

  @Test
  void nothingIsKnownBeforeTheFirstSuccess() {
    assertThat(after(false, false, false, false).isKnown()).isFalse();
  }

  @Test
  void oneSuccessIsHealthy() {
    assertThat(after(false, true).healthy()).isTrue();
  }

  @Test
  void oneFailureIsForgiven() {
    assertThat(after(true, false).healthy()).isTrue();
    assertThat(after(true, false, true, false).healthy()).isTrue();
  }

  @Test
  void twoFailuresInARowAreUnhealthy() {
    assertThat(after(true, false, false).healthy()).isFalse();
  }

  @Test
  void oneSuccessHeals() {
    assertThat(after(true, false, false, false, true).healthy()).isTrue();
  }

  @Test
  void moreSuccessesMayBeAskedFor() {
    var once = HealthTally.UNKNOWN.after(true, 2, 2);

    assertThat(once.isKnown()).isFalse();
    assertThat(once.after(true, 2, 2).healthy()).isTrue();
  }
}
