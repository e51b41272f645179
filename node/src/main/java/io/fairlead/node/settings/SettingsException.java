package io.fairlead.node.settings;

import java.util.List;

/** Settings that cannot be used: every problem that was found, each told in one line. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** One line each: key, value, where it came from, what was expected; never empty. */
  public List<String> problems() {
    return problems;
  }
}
