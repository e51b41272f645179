package io.fairlead.registry.api;

import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import java.util.List;

/** The RESOURCE_OWNER filter: here everything is one's own, since nothing is shared by AWS RAM. */
final class ResourceOwner {
  static final String SELF = "SELF";
  private static final List<String> KNOWN = List.of(SELF, "OTHER_ACCOUNTS");

  private ResourceOwner() {}

  /** Refuses owners that AWS does not know. */
  static void check(List<Filter> filters) {
    for (Filter filter : filters) {
      if (filter.name().equals("RESOURCE_OWNER") && !KNOWN.containsAll(filter.values())) {
        throw new InvalidInput(
            "Filter RESOURCE_OWNER has value "
                + filter.values()
                + " (expected: one of "
                + KNOWN
                + ")");
      }
    }
  }
}
