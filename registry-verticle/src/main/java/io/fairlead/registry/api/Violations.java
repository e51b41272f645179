package io.fairlead.registry.api;

import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a request, in AWS's words; all of it at once, but never an endless message.
 */
final class Violations {
  private static final int TOLD_MAX = 10;
  private static final int VALUE_CHARACTERS_MAX = 128;

  private final List<String> told = new ArrayList<>();
  private int count;

  /** A required member is absent. */
  void missing(String at) {
    tell("Value null at '" + at + "' failed to satisfy constraint: Member must not be null");
  }

  void add(String value, String at, String constraint) {
    tell(
        "Value '%s' at '%s' failed to satisfy constraint: %s"
            .formatted(cut(value), at, constraint));
  }

  /** Fails with InvalidInput when anything was found. */
  void raise() {
    if (count > 0) {
      String noun = count == 1 ? " validation error" : " validation errors";
      throw new InvalidInput(count + noun + " detected: " + String.join("; ", told));
    }
  }

  private void tell(String violation) {
    count++;
    if (told.size() < TOLD_MAX) {
      told.add(violation);
    }
  }

  /** The beginning of a value, short enough for a message; never half of a character. */
  static String cut(String value) {
    if (value.length() <= VALUE_CHARACTERS_MAX) {
      return value;
    }
    boolean splits = Character.isHighSurrogate(value.charAt(VALUE_CHARACTERS_MAX - 1));
    return value.substring(0, VALUE_CHARACTERS_MAX - (splits ? 1 : 0)) + "...";
  }
}
