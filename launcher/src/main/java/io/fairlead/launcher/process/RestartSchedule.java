package io.fairlead.launcher.process;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a process that died stays down: pure arithmetic.
 *
 * @param first the longest wait after the first death
 * @param longest the longest wait of all
 * @param steady a process that lived this long starts again from {@code first}
 */
public record RestartSchedule(Duration first, Duration longest, Duration steady) {
  /** Half a second, doubling up to 20 seconds; forgiven after 30. */
  public static RestartSchedule defaults() {
    return new RestartSchedule(
        Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  /**
   * The wait before the next start: between half and all of the doubled time, so that processes
   * that died together do not come back together.
   *
   * @param deaths how often it died in a row, 1 or more
   */
  public Duration delay(int deaths, RandomGenerator random) {
    int doublings = Math.min(deaths - 1, 20);
    long cap = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(cap / 2 + random.nextLong(cap / 2 + 1));
  }

  /** The deaths in a row after one more, given how long the process lived. */
  public int deaths(int before, Duration lived) {
    return lived.compareTo(steady) >= 0 ? 1 : before + 1;
  }
}
