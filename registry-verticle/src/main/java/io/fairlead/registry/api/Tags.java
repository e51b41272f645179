package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.fairlead.registry.catalog.CatalogException.TooManyTags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tags of namespaces and services, between JSON and the map that the catalog keeps. */
final class Tags {
  private static final String RESERVED_PREFIX = "aws:";

  private Tags() {}

  /** The tags of a request; fails with InvalidInput. */
  static Map<String, String> of(Input in) {
    var found = new TreeMap<String, String>();
    for (Input tag : in.structures("Tags")) {
      String key = tag.text("Key");
      checkKey(key);
      if (found.put(key, tag.text("Value")) != null) {
        throw new InvalidInput("Tag key " + key + " is given twice (expected: once)");
      }
    }
    return found;
  }

  /**
   * The tags of something that is about to be made; fails with TooManyTags too.
   *
   * @param id of the namespace or service
   */
  static Map<String, String> ofNew(Input in, String id, int max) {
    var found = of(in);
    if (found.size() > max) {
      throw tooMany(id, max);
    }
    return found;
  }

  /** The keys that an UntagResource names. */
  static List<String> keys(Input in) {
    var keys = in.texts("TagKeys");
    keys.forEach(Tags::checkKey);
    return keys;
  }

  /** Writes them as Cloud Map does, ordered by key. */
  static void write(Map<String, String> tags, ArrayNode to) {
    new TreeMap<>(tags).forEach((key, value) -> to.addObject().put("Key", key).put("Value", value));
  }

  static TooManyTags tooMany(String id, int max) {
    return new TooManyTags(
        id, id + " would have more tags than it may (expected: at most " + max + ")");
  }

  private static void checkKey(String key) {
    if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
      throw new InvalidInput(
          "Tag key "
              + key
              + " begins with "
              + RESERVED_PREFIX
              + ", which is reserved (expected: another key)");
    }
  }
}
