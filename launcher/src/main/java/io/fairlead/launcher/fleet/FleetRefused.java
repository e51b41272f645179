package io.fairlead.launcher.fleet;

import java.util.List;

/** A fleet file cannot be run; everything that is wrong with it, one line each. */
public final class FleetRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  FleetRefused(List<String> problems) {
    super(String.join("; ", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
