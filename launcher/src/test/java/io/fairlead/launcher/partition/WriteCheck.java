package io.fairlead.launcher.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges an end state by a history of writes; pure. Each key is a register for itself: what it
 * holds in the end must be what some write put there, acknowledged or unknown, that was not over
 * before another acknowledged write of the same key began. Writes that overlap may win in either
 * order, and an unknown one may have happened at any time after its start. All halves of a split
 * cluster are held to the same real time, since the later touch wins between them, too: the nodes
 * of the test share one clock.
 */
final class WriteCheck {
  private WriteCheck() {}

  /**
   * What is wrong, a line each; nothing when the history explains the end state.
   *
   * @param end what is held in the end, by key; what is gone is not there
   */
  static List<String> complaints(List<Write> history, Map<String, String> end) {
    Map<String, List<Write>> byKey =
        history.stream()
            .collect(Collectors.groupingBy(Write::key, TreeMap::new, Collectors.toList()));
    Set<String> keys = new TreeSet<>(byKey.keySet());
    keys.addAll(end.keySet());
    List<String> complaints = new ArrayList<>();
    for (String key : keys) {
      var writes = byKey.getOrDefault(key, List.of());
      if (!isExplained(writes, end.get(key))) {
        complaints.add(complaint(key, writes, end.get(key)));
      }
    }
    return complaints;
  }

  private static boolean isExplained(List<Write> writes, String held) {
    boolean neverWritten = held == null && writes.stream().noneMatch(Write::acknowledged);
    return neverWritten
        || writes.stream()
            .filter(w -> Objects.equals(w.value(), held))
            .anyMatch(w -> isLast(w, writes));
  }

  private static boolean isLast(Write write, List<Write> writes) {
    return writes.stream().noneMatch(w -> w.acknowledged() && write.isBefore(w));
  }

  private static String complaint(String key, List<Write> writes, String held) {
    var last =
        writes.stream()
            .filter(w -> isLast(w, writes))
            .map(w -> (w.value() == null ? "gone" : w.value()) + tail(w))
            .collect(Collectors.joining(" or "));
    return "%s is %s (expected: %s)"
        .formatted(key, held == null ? "gone" : held, last.isEmpty() ? "gone" : last);
  }

  private static String tail(Write w) {
    return " [node %d, %s, %s]"
        .formatted(
            w.via(),
            w.acknowledged() ? "acknowledged" : "unknown",
            w.end() == Write.OPEN
                ? "from " + w.start() / 1_000_000
                : w.start() / 1_000_000 + ".." + w.end() / 1_000_000 + " ms");
  }
}
