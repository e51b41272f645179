package io.fairlead.registry.policy;

import java.util.List;

/**
 * A document is no trafficPolicy; tells everything that is wrong with it. Expected, hence without a
 * stack trace.
 */
public final class PolicyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** A document full of mistakes is not answered with a book. */
  static final int PROBLEMS_MAX = 50;

  private final transient List<String> problems;

  PolicyRefused(List<String> problems) {
    super(String.join("; ", told(problems)), null, false, false);
    this.problems = told(problems);
  }

  private static List<String> told(List<String> problems) {
    return problems.stream().limit(PROBLEMS_MAX).toList();
  }

  /** Each with place, value, expectation; in the order of the document's fields. */
  public List<String> problems() {
    return problems;
  }
}
