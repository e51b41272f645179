package io.fairlead.registry.lease;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges leases; pure. When more than half of a namespace's leases fall silent together it is more
 * likely that their way to the registry is cut than that they died, and none of them is expired.
 * (Eureka calls this self-preservation; its threshold is 85 % of expected renewals.)
 */
final class LeaseTally {
  private LeaseTally() {}

  /** Whether it ran out. */
  static boolean isDue(HeldLease lease, long nowMillis) {
    return lease.untilMillis() <= nowMillis;
  }

  /** Whether it lasts longer than a renewal of this moment would: the clock has gone back. */
  static boolean isOverlong(HeldLease lease, long nowMillis) {
    return lease.untilMillis() > nowMillis + lease.leaseMillis();
  }

  /**
   * The namespaces in which nothing is to be expired now.
   *
   * @param leases all of the cluster's
   * @param freezeMin fewer silent leases are believed
   */
  static Set<String> frozen(Collection<HeldLease> leases, long nowMillis, int freezeMin) {
    Map<String, Integer> held = new HashMap<>();
    Map<String, Integer> silent = new HashMap<>();
    for (var lease : leases) {
      held.merge(lease.namespace(), 1, Integer::sum);
      if (isSilent(lease, nowMillis)) {
        silent.merge(lease.namespace(), 1, Integer::sum);
      }
    }
    Set<String> frozen = new HashSet<>();
    silent.forEach(
        (namespace, count) -> {
          if (count >= freezeMin && count * 2 > held.get(namespace)) {
            frozen.add(namespace);
          }
        });
    return frozen;
  }

  /**
   * A holder renews after a third of its lease, so half a lease without renewal is silence.
   * Counting only what has run out would see a cut fleet go in small portions, as its renewals were
   * spread.
   */
  private static boolean isSilent(HeldLease lease, long nowMillis) {
    return lease.untilMillis() - nowMillis < lease.leaseMillis() / 2;
  }
}
