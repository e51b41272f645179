package io.fairlead.registry.api;

import io.fairlead.registry.catalog.CatalogException.InvalidInput;

/** Tags of namespaces and services. */
final class Tags {
  private static final int TAGS_MAX = 50;

  private Tags() {}

  /**
   * Refuses tags: this registry has nowhere to keep them, and dropping them in silence would lie.
   */
  static void refuse(Input in) {
    int count = in.structures("Tags").size();
    if (count > TAGS_MAX) {
      throw RequestFailure.of(
          RequestFailure.Kind.TOO_MANY_TAGS,
          "The request has " + count + " tags (expected: at most " + TAGS_MAX + ")");
    }
    if (count > 0) {
      throw new InvalidInput("Tags are not kept by this registry; send the request without them");
    }
  }
}
