package io.fairlead.node.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the name that somebody probably meant; pure. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known name with the fewest edits, if they are few; else one whose last part is the same or
   * begins so.
   */
  public static Optional<String> to(String given, Collection<String> known) {
    int editsMax = Math.max(2, given.length() / 3);
    return least(given, known, name -> edits(given, name) <= editsMax)
        .or(() -> least(given, known, name -> edits(lastPart(given), lastPart(name)) <= 1))
        .or(() -> least(given, known, name -> lastPart(name).startsWith(lastPart(given))));
  }

  private static Optional<String> least(
      String given, Collection<String> known, Predicate<String> near) {
    return known.stream()
        .filter(near)
        .min(
            Comparator.<String>comparingInt(name -> edits(given, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Levenshtein distance without regard to case. */
  static int edits(String one, String other) {
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
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
