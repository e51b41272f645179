package io.fairlead.launcher.fleet;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what was meant by a name that is not known. */
final class Nearest {
  private Nearest() {}

  /** Such as {@code (did you mean 'command'?)}. */
  static String suggestion(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(best -> " (did you mean '" + best + "'?)")
        .orElse("");
  }

  /** How many letters have to be put in, taken out or changed (Levenshtein), without case. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
