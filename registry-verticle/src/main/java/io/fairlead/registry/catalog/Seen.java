package io.fairlead.registry.catalog;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Arithmetic of version vectors: by node, the last revision made there that a copy has seen. It
 * tells "this copy never heard of it" from "it was removed here and forgotten", which no single
 * number can (Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", 1983).
 */
final class Seen {
  /**
   * Every start of a node is a name of its own, so the oldest names are forgotten. That can bring
   * an instance back that was removed while a copy of it was away, never lose one.
   */
  static final int NAMES_MAX = 64;

  private Seen() {}

  static Map<String, Long> with(Map<String, Long> seen, String node, long revision) {
    var changed = new HashMap<>(seen);
    changed.merge(node, revision, Math::max);
    return youngest(changed);
  }

  static Map<String, Long> union(Map<String, Long> one, Map<String, Long> other) {
    var all = new HashMap<>(one);
    other.forEach((node, revision) -> all.merge(node, revision, Math::max));
    return youngest(all);
  }

  private static Map<String, Long> youngest(Map<String, Long> seen) {
    while (seen.size() > NAMES_MAX) {
      seen.remove(Collections.min(seen.entrySet(), Map.Entry.comparingByValue()).getKey());
    }
    return seen;
  }

  static boolean covers(Map<String, Long> seen, String node, long revision) {
    return seen.getOrDefault(node, 0L) >= revision;
  }

  static boolean covers(Map<String, Long> seen, Map<String, Long> other) {
    return other.entrySet().stream().allMatch(o -> covers(seen, o.getKey(), o.getValue()));
  }
}
