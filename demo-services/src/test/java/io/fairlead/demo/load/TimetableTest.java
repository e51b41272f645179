package io.fairlead.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimetableTest {
  @Test
  void requestsAreSpacedEvenlyAndNeverDrift() {
    var timetable = new Timetable(1_000, 3, Long.MAX_VALUE);

    assertThat(timetable.dueNanos(0)).isEqualTo(1_000);
    assertThat(timetable.dueNanos(1)).isEqualTo(1_000 + 333_333_333L);
    assertThat(timetable.dueNanos(3)).isEqualTo(1_000 + 1_000_000_000L);
    assertThat(timetable.dueNanos(3L * 86_400)).isEqualTo(1_000 + 86_400 * 1_000_000_000L);
  }

  @Test
  void nothingIsDueBeforeItsTimeOrAfterTheLast() {
    var timetable = new Timetable(1_000, 1_000, 2);

    assertThat(timetable.isDue(0, 999)).isFalse();
    assertThat(timetable.isDue(0, 1_000)).isTrue();
    assertThat(timetable.isDue(1, 1_000_999)).isFalse();
    assertThat(timetable.isDue(1, 1_001_000)).isTrue();
    assertThat(timetable.isDue(2, Long.MAX_VALUE / 2)).isFalse();
  }

  @Test
  void overflowingClockStillCompares() {
    var timetable = new Timetable(Long.MAX_VALUE - 10, 1_000, 10);

    assertThat(timetable.isDue(1, Long.MAX_VALUE)).isFalse();
    assertThat(timetable.isDue(1, Long.MIN_VALUE + 2_000_000)).isTrue();
  }
}
