package io.fairlead.registry.catalog;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * How much the catalog takes, and how it is kept true.
 *
 * @param namespacesMax Cloud Map allows 50 a region unless asked for more
 * @param servicesMax of all namespaces together
 * @param instancesMax of one service; Cloud Map allows 1000
 * @param antiEntropy how often this node's mirror is compared with the cluster
 */
public record CatalogSettings(
    @Setting(value = "1000", doc = "Namespaces at most", min = 1, max = 100000) int namespacesMax,
    @Setting(value = "10000", doc = "Services at most, in all namespaces", min = 1, max = 1000000)
        int servicesMax,
    @Setting(value = "1000", doc = "Instances of one service at most", min = 1, max = 100000)
        int instancesMax,
    @Setting(value = "30s", doc = "How often this node compares its mirror with the cluster")
        Duration antiEntropy) {

  public CatalogSettings {
    if (antiEntropy.toMillis() < 1) {
      throw new IllegalArgumentException(
          "antiEntropy: " + antiEntropy.toMillis() + " ms (expected: 1 ms or more)");
    }
  }
}
