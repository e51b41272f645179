package io.fairlead.catalog.view;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The revisions at which namespaces and services were removed, so that an event that was overtaken
 * by the removal cannot bring them back. Keeps the newest ones only: a late event is late by
 * seconds, not by thousands of removals.
 */
record Tombstones(Map<String, Long> revisions) {
  static final int KEPT_MAX = 4096;
  static final Tombstones NONE = new Tombstones(Map.of());

  boolean cover(String id, long revision) {
    return revision <= revisions.getOrDefault(id, Long.MIN_VALUE);
  }

  /** A removal that comes late does not lower the mark of a later one. */
  Tombstones plus(Map<String, Long> removed) {
    if (removed.isEmpty()) {
      return this;
    }
    var changed = new LinkedHashMap<>(revisions);
    removed.forEach(
        (id, revision) -> {
          Long marked = changed.remove(id);
          changed.put(id, marked == null ? revision : Math.max(marked, revision));
        });
    var oldestFirst = changed.keySet().iterator();
    for (int over = changed.size() - KEPT_MAX; over > 0; over--) {
      oldestFirst.next();
      oldestFirst.remove();
    }
    return new Tombstones(changed);
  }
}
