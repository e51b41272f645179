package io.fairlead.registry.catalog;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Arithmetic of version vectors: by node, the last revision made there that a copy has seen. It
 * tells "this copy never heard of it" from "it was removed here and forgotten", which no single
 * number can (Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", 1983).
 *
 * <p>A node's name is new with each of its lives, hence the oldest entries are given up for {@link
 * #FLOOR}: whatever is not newer than that counts as seen.
 */
final class Seen {
  /** More nodes' lives than this are not told apart; no half of a split has so many restarts. */
  static final int NAMES_MAX = 64;

  /** No node's name. */
  static final String FLOOR = "";

  private Seen() {}

  static Map<String, Long> with(Map<String, Long> seen, String node, long revision) {
    var changed = new HashMap<>(seen);
    changed.merge(node, revision, Math::max);
    return bounded(changed);
  }

  static Map<String, Long> union(Map<String, Long> one, Map<String, Long> other) {
    var all = new HashMap<>(one);
    other.forEach((node, revision) -> all.merge(node, revision, Math::max));
    return bounded(all);
  }

  static boolean covers(Map<String, Long> seen, String node, long revision) {
    return seen.getOrDefault(node, 0L) >= revision || seen.getOrDefault(FLOOR, 0L) >= revision;
  }

  static boolean covers(Map<String, Long> seen, Map<String, Long> other) {
    return other.entrySet().stream().allMatch(o -> covers(seen, o.getKey(), o.getValue()));
  }

  private static Map<String, Long> bounded(Map<String, Long> seen) {
    while (seen.size() > NAMES_MAX) {
      var oldest =
          seen.entrySet().stream()
              .filter(e -> !e.getKey().equals(FLOOR))
              .min(Comparator.comparingLong(Map.Entry::getValue))
              .orElseThrow();
      seen.remove(oldest.getKey());
      seen.merge(FLOOR, oldest.getValue(), Math::max);
    }
    return seen;
  }
}
