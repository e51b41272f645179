package io.fairlead.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KillScheduleTest {
  @Test
  void killsAfterAThirdAndReplacesLater() {
    var schedule = KillSchedule.of(Duration.ofSeconds(12));

    assertThat(schedule.killAt()).isEqualTo(Duration.ofSeconds(4));
    assertThat(schedule.replaceAt()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void inALongRunTheReplacementDoesNotWaitForTwoThirds() {
    var schedule = KillSchedule.of(Duration.ofMinutes(5));

    assertThat(schedule.killAt()).isEqualTo(Duration.ofSeconds(100));
    assertThat(schedule.replaceAt()).isEqualTo(Duration.ofSeconds(110));
  }

  @Test
  void aRunWithoutEndKillsAsWell() {
    assertThat(KillSchedule.of(null).killAt()).isEqualTo(Duration.ofSeconds(15));
  }
}
