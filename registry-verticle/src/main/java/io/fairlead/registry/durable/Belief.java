package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.CatalogStore.Contents;
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.Stored;
import java.util.stream.Stream;

/**
 * Whether a copy is still to be believed. What it has and the cluster lacks is either new to the
 * cluster, or was removed while this node was away; removals tell which, but only for {@link
 * Removals#KEPT_MICROS}. A cluster that lived on for longer than that has forgotten some. Pure.
 */
final class Belief {
  private Belief() {}

  /**
   * Whether nothing can have been removed and forgotten since.
   *
   * @param aliveMicros when this copy was written for the last time
   * @param held what the cluster holds
   * @param foundedMicros when the first node of this cluster began; what was removed since is
   *     remembered as long as that is not too long ago
   * @param nowMicros the time now
   */
  static boolean inCopy(long aliveMicros, Contents held, long foundedMicros, long nowMicros) {
    if (held.namespaces().isEmpty() && held.services().isEmpty()) {
      return true;
    }
    boolean livedOn =
        aliveMicros < nowMicros - Removals.KEPT_MICROS
            && foundedMicros < nowMicros - Removals.KEPT_MICROS;
    // All nodes may have rested, but the others may have run for long after this one ended.
    return !livedOn && lastChangeBefore(foundedMicros, held) - aliveMicros <= Removals.KEPT_MICROS;
  }

  private static long lastChangeBefore(long foundedMicros, Contents held) {
    return Stream.concat(held.namespaces().stream(), held.services().stream())
        .mapToLong(Stored::revision)
        .filter(revision -> revision < foundedMicros)
        .max()
        .orElse(0);
  }
}
