package io.fairlead.proxy.rules;

import java.util.List;

/** Complains about a policy's values: what it is, what was given, what is expected. */
final class Checks {
  private Checks() {}

  static IllegalArgumentException wrong(String what, Object given, String expected) {
    return new IllegalArgumentException(what + " is " + given + " (expected: " + expected + ")");
  }

  /**
   * The value when it is in range.
   *
   * @param otherwise what null means
   */
  static int range(String what, Integer given, int otherwise, int min, int max) {
    int value = given == null ? otherwise : given;
    if (value < min || value > max) {
      throw wrong(what, value, min + " to " + max);
    }
    return value;
  }

  /** The list when it is short enough; empty for null. */
  static <T> List<T> atMost(String what, List<T> given, int max) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > max) {
      throw wrong("the number of " + what, given.size(), "at most " + max);
    }
    return List.copyOf(given);
  }
}
