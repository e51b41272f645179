package io.fairlead.node.link;

import java.time.Duration;

/**
 * How long to wait before connecting again: exponential with full jitter, so that the links that a
 * dead registry node drops do not come back in step.
 *
 * @param min the bound of the first wait
 * @param max the bound of every wait
 */
record Backoff(Duration min, Duration max) {
  private static final int DOUBLINGS_MAX = 30;

  /**
   * The wait in milliseconds, at least 1.
   *
   * @param failures how many attempts failed since the last success, from 0
   * @param random uniform in [0, 1)
   */
  long delayMillis(int failures, double random) {
    int doublings = Math.min(failures, DOUBLINGS_MAX);
    boolean reached = min.toMillis() >= max.toMillis() >> doublings;
    long bound = reached ? max.toMillis() : min.toMillis() << doublings;
    return 1 + (long) (random * bound);
  }
}
