package io.fairlead.registry.health;

import io.fairlead.catalog.HealthStatus;
import java.util.Optional;

/**
 * Consecutive results of one instance's checks, and the status that follows. Route 53 takes the
 * same threshold both ways. Pure.
 *
 * @param healthy whether the last results were good
 * @param streak how many in a row, as far as the threshold
 * @param decisive whether the next result decides alone
 */
record CheckTally(boolean healthy, int streak, boolean decisive) {
  /** Nothing is known: the first result decides alone. */
  static CheckTally fresh() {
    return new CheckTally(false, 0, true);
  }

  /** Another node has checked before: what it found stands until as many results contradict it. */
  static CheckTally takenOver() {
    return new CheckTally(false, 0, false);
  }

  /**
   * One result more.
   *
   * @param threshold consecutive results that change the status, 1 or more
   */
  CheckTally after(boolean result, int threshold) {
    if (decisive) {
      return new CheckTally(result, threshold, false);
    }
    return new CheckTally(result, result == healthy ? Math.min(streak + 1, threshold) : 1, false);
  }

  /** What the results say; empty while they do not say enough. */
  Optional<HealthStatus> verdict(int threshold) {
    return decisive || streak < threshold
        ? Optional.empty()
        : Optional.of(healthy ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY);
  }
}
