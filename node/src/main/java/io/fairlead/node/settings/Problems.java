package io.fairlead.node.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong, so that a user mends everything at once. */
final class Problems {
  private static final int SHOWN_MAX = 120;

  private final List<String> lines = new ArrayList<>();

  void unknown(String name, String origin, Collection<String> known) {
    String hint = Nearest.to(name, known).map(n -> "; did you mean " + n + "?").orElse("");
    lines.add(name + " (" + origin + "): unknown key" + hint);
  }

  void wrong(String path, String value, String origin, String expected) {
    lines.add(path + " = " + shortened(value) + " (" + origin + "): expected " + expected);
  }

  void missing(String path, String nextStep) {
    lines.add(path + " is missing: " + nextStep);
  }

  void add(String line) {
    lines.add(line);
  }

  int count() {
    return lines.size();
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new SettingsException(lines);
    }
  }

  private static String shortened(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX) + "...";
  }
}
