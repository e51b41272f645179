package io.fairlead.registry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckScheduleTest {
  private static final int INTERVAL = 30_000;
  private final CheckSchedule<Integer> schedule =
      new CheckSchedule<>(new SplittableRandom(7), INTERVAL);

  /** The times at which something is polled, a millisecond at a time. */
  private NavigableSet<Integer> times(int until) {
    var times = new TreeSet<Integer>();
    IntStream.rangeClosed(0, until)
        .forEach(
            now -> {
              while (schedule.poll(now).isPresent()) {
                times.add(now);
              }
            });
    return times;
  }

  @Test
  void aFirstCheckComesWithinASecond() {
    IntStream.range(0, 1_000).forEach(i -> schedule.planFirst(i, 0));
    var times = times(INTERVAL);
    assertThat(times.last()).isLessThanOrEqualTo(1_000);
    assertThat(times.size()).as("spread").isGreaterThan(400);
  }

  @Test
  void theNextOneComesAfterAnIntervalGiveOrTakeATenth() {
    IntStream.range(0, 1_000).forEach(i -> schedule.planNext(i, 0));
    var times = times(2 * INTERVAL);
    assertThat(times.first()).isBetween(27_000, 27_200);
    assertThat(times.last()).isBetween(32_800, 33_000);
  }

  @Test
  void whatIsTakenOverIsSpreadOverSecondsOrAnIntervalWhenItIsMuch() {
    IntStream.range(0, 100).forEach(i -> schedule.planTakenOver(i, 0, 100));
    assertThat(times(INTERVAL).last()).isBetween(2_500, 3_000);
    IntStream.range(0, 100).forEach(i -> schedule.planTakenOver(i, 0, 9_000));
    assertThat(times(INTERVAL).last()).isBetween(8_000, 9_000);
    IntStream.range(0, 100).forEach(i -> schedule.planTakenOver(i, 0, 1_000_000));
    assertThat(times(2 * INTERVAL).last()).isBetween(27_000, INTERVAL);
  }

  @Test
  void whatIsPlannedTwiceOrCancelledIsNotPolledTwice() {
    schedule.planFirst(1, 0);
    schedule.planFirst(1, 0);
    schedule.planFirst(2, 0);
    schedule.cancel(2);
    schedule.cancel(3);
    assertThat(schedule.poll(INTERVAL)).contains(1);
    assertThat(schedule.poll(INTERVAL)).isEmpty();
  }

  @Test
  void whatIsDueFirstIsPolledFirst() {
    schedule.planNext(1, 100_000);
    schedule.planNext(2, 0);
    assertThat(schedule.poll(26_999)).isEmpty();
    assertThat(schedule.poll(200_000)).contains(2);
    assertThat(schedule.poll(200_000)).contains(1);
  }
}
