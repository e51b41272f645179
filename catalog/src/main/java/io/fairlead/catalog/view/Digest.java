package io.fairlead.catalog.view;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.NamespaceChanged;
import java.util.Collection;

/**
 * A fingerprint of ids and revisions that does not depend on their order, so that a reader and a
 * registry node find out with one number whether they know the same.
 */
public final class Digest {
  private Digest() {}

  /** Never 0, which stands for knowing nothing for certain. */
  public static long of(
      Collection<NamespaceChanged> namespaces, Collection<ServiceEndpoints> services) {
    long sum = 0x9E3779B97F4A7C15L;
    for (var n : namespaces) {
      sum += mix(n.namespace().id(), n.revision());
    }
    for (var s : services) {
      sum += mix(s.service().id(), s.revision());
    }
    return sum == 0 ? 1 : sum;
  }

  /** The finaliser of SplitMix64 over a 64-bit polynomial hash of the id and the revision. */
  private static long mix(String id, long revision) {
    long z = revision * 0xBF58476D1CE4E5B9L;
    for (int i = 0; i < id.length(); i++) {
      z = z * 0x100000001B3L ^ id.charAt(i);
    }
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
