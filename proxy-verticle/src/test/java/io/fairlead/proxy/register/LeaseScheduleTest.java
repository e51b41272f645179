package io.fairlead.proxy.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseScheduleTest {
  private final LeaseSchedule schedule =
      new LeaseSchedule(
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMillis(200));

  @Test
  void aLeaseIsRenewedThreeTimesBeforeItRunsOut() {
    assertThat(schedule.renewMillis(10_000)).isEqualTo(3000);
    assertThat(schedule.renewMillis(3000)).as("less was granted").isEqualTo(1000);
    assertThat(schedule.renewMillis(0)).as("nothing was said").isEqualTo(3000);
  }

  @Test
  void triesGetRarerButNeverRare() {
    assertThat(schedule.retryMillis(1, () -> 1)).isEqualTo(100);
    assertThat(schedule.retryMillis(2, () -> 1)).isEqualTo(200);
    assertThat(schedule.retryMillis(50, () -> 1)).isEqualTo(1000);
    assertThat(schedule.retryMillis(1, () -> 0)).isEqualTo(50);
  }

  @Test
  void sidecarsSpreadOnceTheRegistryIsBack() {
    assertThat(schedule.restoredMillis(() -> 0)).isEqualTo(1);
    assertThat(schedule.restoredMillis(() -> 0.5)).isEqualTo(100);
  }
}
