package io.fairlead.launcher.system;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Prints what was measured; nothing is asserted of times, since machines differ. */
final class Figures {
  private Figures() {}

  static void print(String what, List<Long> nanos) {
    var sorted = nanos.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "[figures] %s, %d times: median %.1f ms, p99 %.1f ms, max %.1f ms%n",
        what,
        sorted.size(),
        millis(sorted.get(sorted.size() / 2)),
        millis(sorted.get((int) (sorted.size() * 0.99) - 1)),
        millis(Collections.max(sorted)));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
