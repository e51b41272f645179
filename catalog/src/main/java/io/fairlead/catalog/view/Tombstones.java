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

  Tombstones plus(String id, long revision) {
    var changed = new LinkedHashMap<>(revisions);
    changed.remove(id);
    changed.put(id, revision);
    if (changed.size() > KEPT_MAX) {
      changed.remove(changed.keySet().iterator().next());
    }
    return new Tombstones(changed);
  }
}
