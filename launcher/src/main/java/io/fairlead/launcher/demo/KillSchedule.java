package io.fairlead.launcher.demo;

import java.time.Duration;

/**
 * When the demo kills a backend task and when it starts another, counted from the load's start:
 * pure arithmetic.
 *
 * @param killAt after a third of the time
 * @param replaceAt after two thirds, but at most ten seconds later
 */
record KillSchedule(Duration killAt, Duration replaceAt) {
  private static final Duration ENDLESS_KILL = Duration.ofSeconds(15);
  private static final Duration REST_MAX = Duration.ofSeconds(10);

  /**
   * The schedule of a run.
   *
   * @param length null for a run that ends with Ctrl-C
   */
  static KillSchedule of(Duration length) {
    if (length == null) {
      return new KillSchedule(ENDLESS_KILL, ENDLESS_KILL.plus(REST_MAX));
    }
    var third = length.dividedBy(3);
    var rest = third.compareTo(REST_MAX) < 0 ? third : REST_MAX;
    return new KillSchedule(third, third.plus(rest));
  }
}
