package io.fairlead.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartScheduleTest {
  private final RestartSchedule schedule =
      new RestartSchedule(Duration.ofMillis(100), Duration.ofMillis(1000), Duration.ofSeconds(10));

  @Test
  void theWaitDoublesUpToALimit() {
    var random = new Random(7);
    for (int i = 0; i < 100; i++) {
      assertThat(schedule.delay(1, random))
          .isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
      assertThat(schedule.delay(2, random))
          .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
      assertThat(schedule.delay(1000, random))
          .isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }
  }

  @Test
  void theWaitIsJittered() {
    var random = new Random(7);

    assertThat(schedule.delay(4, random)).isNotEqualTo(schedule.delay(4, random));
  }

  @Test
  void aLongLifeIsForgiven() {
    assertThat(schedule.deaths(5, Duration.ofSeconds(9))).isEqualTo(6);
    assertThat(schedule.deaths(5, Duration.ofSeconds(10))).isEqualTo(1);
  }
}
