package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one service of two copies that were changed apart from each other, as happens when the
 * cluster splits, or when a node comes back with what is on its disk. The definition of the higher
 * revision wins, a removal of the service included; instance by instance the copy that touched it
 * last, be it by removing it. An instance that only one copy knows is new to the other, unless the
 * other has seen the touch: then it was removed there and forgotten. So nothing that either half
 * acknowledged is lost, and nothing that is gone comes back.
 */
public final class ServiceMerge {
  private static final Comparator<Stamp> LATER =
      Comparator.comparingLong(Stamp::at).thenComparing(Stamp::by);

  private ServiceMerge() {}

  /** Returns one of the two, the same object, when it has seen all that the other has. */
  public static StoredService of(StoredService one, StoredService other) {
    boolean inOrder = one.revision() < other.revision();
    var older = inOrder ? one : other;
    var newer = inOrder ? other : one;
    if (newer.covers(older)) {
      return newer;
    }
    if (older.covers(newer)) {
      return older;
    }
    long next = newer.revision() + 1;
    var seen = Seen.union(newer.seen(), older.seen());
    if (newer.isRemoved() || older.isRemoved()) {
      return new StoredService(newer.id(), next, revised(newer, next), newer.stamps(), seen);
    }
    Map<String, Instance> instances = new HashMap<>();
    Map<String, Stamp> stamps = new HashMap<>();
    Map<String, Long> waiting = new HashMap<>();
    for (String id : known(newer, older)) {
      var last = last(id, newer, older);
      if (last != null) {
        take(id, last, instances, stamps, waiting);
      }
    }
    StoredService.sweep(stamps, instances, next);
    var entry =
        new ServiceEntry(
            newer.entry().namespace(),
            newer.entry().service(),
            newer.entry().labels(),
            instances,
            waiting,
            next,
            Math.max(newer.entry().instancesRevision(), older.entry().instancesRevision()) + 1);
    return new StoredService(newer.id(), next, entry, stamps, seen);
  }

  private static void take(
      String id,
      StoredService last,
      Map<String, Instance> instances,
      Map<String, Stamp> stamps,
      Map<String, Long> waiting) {
    stamps.put(id, last.stamps().get(id));
    var instance = last.instance(id);
    if (instance != null) {
      instances.put(id, instance);
    }
    var unhealthyAfter = last.entry().unhealthyAfter().get(id);
    if (unhealthyAfter != null) {
      waiting.put(id, unhealthyAfter);
    }
  }

  /** The copy that decides about an instance; null when it was removed and forgotten. */
  private static StoredService last(String id, StoredService one, StoredService other) {
    var inOne = one.stamps().get(id);
    var inOther = other.stamps().get(id);
    if (inOne == null) {
      return Seen.covers(one.seen(), inOther.by(), inOther.at()) ? null : other;
    }
    if (inOther == null) {
      return Seen.covers(other.seen(), inOne.by(), inOne.at()) ? null : one;
    }
    return LATER.compare(inOne, inOther) >= 0 ? one : other;
  }

  private static ServiceEntry revised(StoredService kept, long revision) {
    var entry = kept.entry();
    return entry == null
        ? null
        : new ServiceEntry(
            entry.namespace(),
            entry.service(),
            entry.labels(),
            entry.instances(),
            entry.unhealthyAfter(),
            revision,
            entry.instancesRevision());
  }

  private static Set<String> known(StoredService one, StoredService other) {
    Set<String> ids = new HashSet<>(one.stamps().keySet());
    ids.addAll(other.stamps().keySet());
    return ids;
  }
}
