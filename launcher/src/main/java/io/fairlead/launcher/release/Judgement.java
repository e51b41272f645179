package io.fairlead.launcher.release;

import java.time.Duration;
import java.util.Locale;

/**
 * When a step of a release is over, and how. Pure.
 *
 * @param every how long a step takes at least
 * @param patience how long it may take until there are enough requests to judge it by
 * @param minSuccess percent of the new target's requests that are no failure
 * @param minRequests of the new target, to judge a step by
 */
record Judgement(Duration every, Duration patience, double minSuccess, long minRequests) {
  /** What is to be done. */
  sealed interface Verdict {
    /** Nothing yet. */
    record Wait() implements Verdict {}

    /** The next step. */
    record GoOn() implements Verdict {}

    /** Back to how it was. */
    record RollBack(String reason) implements Verdict {}
  }

  /**
   * Judges.
   *
   * @param since how long ago the step began
   * @param step what callers got from the new target since then
   */
  Verdict of(Duration since, Counts step) {
    boolean enough = step.requests() >= minRequests;
    if (enough && step.success() < minSuccess) {
      return new Verdict.RollBack(
          String.format(
              Locale.ROOT,
              "%.1f %% of %d requests succeeded (expected: at least %s %%)",
              step.success(),
              step.requests(),
              minSuccess));
    }
    if (since.compareTo(every) < 0) {
      return new Verdict.Wait();
    }
    if (enough) {
      return new Verdict.GoOn();
    }
    return since.compareTo(patience) < 0
        ? new Verdict.Wait()
        : new Verdict.RollBack(
            step.requests()
                + " requests in "
                + since.toSeconds()
                + " s (expected: at least "
                + minRequests
                + " to judge the step by; see --min-requests and --patience)");
  }
}
