package io.fairlead.demo.backend;

import java.util.Map;

/**
 * How the backend treats requests; changed at run time for demonstrations.
 *
 * @param delayMillis how long each answer waits, 0 to 600000
 * @param failureRate the share of requests that get a 500, 0 to 1
 */
record Behaviour(long delayMillis, double failureRate) {
  private static final long DELAY_MAX = 600_000;

  Behaviour {
    if (delayMillis < 0 || delayMillis > DELAY_MAX) {
      throw new IllegalArgumentException(
          "delayMillis is " + delayMillis + " (expected: 0 to " + DELAY_MAX + ")");
    }
    if (!(failureRate >= 0 && failureRate <= 1)) {
      throw new IllegalArgumentException(
          "failureRate is " + failureRate + " (expected: a number from 0 to 1)");
    }
  }

  /**
   * This behaviour with some settings changed.
   *
   * @param changes values as text, by name
   * @throws IllegalArgumentException for an unknown name or a value out of range
   */
  Behaviour with(Map<String, String> changes) {
    long delay = delayMillis;
    double rate = failureRate;
    for (var change : changes.entrySet()) {
      switch (change.getKey()) {
        case "delayMillis" -> delay = Math.round(number(change));
        case "failureRate" -> rate = number(change);
        default ->
            throw new IllegalArgumentException(
                change.getKey() + " is no setting (expected: delayMillis or failureRate)");
      }
    }
    return new Behaviour(delay, rate);
  }

  private static double number(Map.Entry<String, String> change) {
    try {
      return Double.parseDouble(change.getValue());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          change.getKey() + " is '" + change.getValue() + "' (expected: a number)", e);
    }
  }
}
