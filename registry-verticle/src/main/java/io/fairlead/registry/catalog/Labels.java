package io.fairlead.registry.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What its owner writes on a namespace or service, and nobody else reads meaning into.
 *
 * @param tags Cloud Map's tags, key to value
 * @param attributes Cloud Map's service attributes; always empty for a namespace
 */
public record Labels(Map<String, String> tags, Map<String, String> attributes) {
  /** Nothing written. */
  public static final Labels NONE = new Labels(Map.of(), Map.of());

  public Labels {
    tags = tags == null ? Map.of() : Map.copyOf(tags);
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** These tags and nothing else. */
  public static Labels tagged(Map<String, String> tags) {
    return new Labels(tags, Map.of());
  }

  /**
   * One edit of either map.
   *
   * @param put added or replaced
   * @param remove keys to remove; one that is not there is no failure
   * @param max entries at most after the edit, as far as it adds any
   */
  public record Edit(Map<String, String> put, Collection<String> remove, int max) {
    public Edit {
      put = Map.copyOf(put);
      remove = List.copyOf(remove);
    }

    /** The map after the edit, or null when it would hold too much. */
    Map<String, String> of(Map<String, String> before) {
      var after = new HashMap<>(before);
      after.putAll(put);
      after.keySet().removeAll(remove);
      return after.size() > max && after.size() > before.size() ? null : after;
    }
  }

  Labels withTags(Map<String, String> changed) {
    return new Labels(changed, attributes);
  }

  Labels withAttributes(Map<String, String> changed) {
    return new Labels(tags, changed);
  }
}
