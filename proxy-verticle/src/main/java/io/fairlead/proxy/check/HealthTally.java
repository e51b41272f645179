package io.fairlead.proxy.check;

/**
 * What the last probes say; immutable.
 *
 * @param healthy null until the first verdict
 * @param successes in a row
 * @param failures in a row
 */
record HealthTally(Boolean healthy, int successes, int failures) {
  static final HealthTally UNKNOWN = new HealthTally(null, 0, 0);

  /** The tally after one more probe. */
  HealthTally after(boolean success, int successesNeeded, int failuresNeeded) {
    int good = success ? successes + 1 : 0;
    int bad = success ? 0 : failures + 1;
    Boolean verdict = healthy;
    if (good >= successesNeeded) {
      verdict = true;
    } else if (bad >= failuresNeeded && healthy != null) {
      // An application that has not come up yet is not known, so there is nobody to warn.
      verdict = false;
    }
    return new HealthTally(verdict, good, bad);
  }

  /** Whether the application has ever been healthy. */
  boolean isKnown() {
    return healthy != null;
  }
}
