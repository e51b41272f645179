package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import io.fairlead.catalog.policy.VersionedPolicy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one service of two copies that were changed apart from each other, as happens when the
 * cluster splits, or when a node comes back with what is on its disk. Of the definition the copy
 * decides that defined it last; instance by instance the copy that touched it last, be it by
 * removing it; of the traffic policy the copy that changed it last. An instance that only one copy
 * knows is new to the other, unless the other has seen the touch: then it was removed there and
 * forgotten. A removal of the service stands unless the other copy was touched later. So nothing
 * that either half acknowledged is lost to something earlier, and nothing that is gone comes back.
 *
 * <p>Both orders of the two come to the same, and the revision is never below theirs, so that every
 * node that merges what it hears of ends with the same.
 */
public final class ServiceMerge {
  private static final Stamp NEVER = new Stamp(0, "");

  private static final Comparator<Stamp> LATER =
      Comparator.comparingLong(Stamp::at).thenComparing(Stamp::by);

  /** The content decides where revisions are equal, which two halves come to by chance only. */
  private static final Comparator<StoredService> ORDER =
      Comparator.comparingLong(StoredService::revision).thenComparing(ServiceMerge::content);

  private ServiceMerge() {}

  /** Returns one of the two, the same object, when it has seen all that the other has. */
  public static StoredService of(StoredService one, StoredService other) {
    if (isSame(one, other)) {
      return one;
    }
    boolean inOrder = ORDER.compare(one, other) < 0;
    var older = inOrder ? one : other;
    var newer = inOrder ? other : one;
    boolean tie = newer.revision() == older.revision();
    long next = newer.revision() + 1;
    if (newer.covers(older)) {
      return tie ? revised(newer, next) : newer;
    }
    return older.covers(newer) ? revised(older, next) : both(newer, older, next);
  }

  private static StoredService both(StoredService newer, StoredService older, long next) {
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
    var defining = defining(newer, older);
    keep(StoredService.DEFINITION, defining, stamps);
    keep(StoredService.POLICY, policied(newer, older), stamps);
    var seen = Seen.union(newer.seen(), older.seen());
    var entry = defining.entry();
    long counted = Math.max(instancesRevision(newer), instancesRevision(older)) + 1;
    var merged =
        entry == null
            ? null
            : entry
                .around(instances, waiting, next, counted)
                .with(entry.service().withPolicy(policy(defining, newer, older)));
    return new StoredService(newer.id(), next, merged, stamps, seen);
  }

  private static void keep(String key, StoredService from, Map<String, Stamp> stamps) {
    var stamp = from.stamps().get(key);
    if (stamp != null) {
      stamps.put(key, stamp);
    }
  }

  /** The copy whose traffic policy was changed last. */
  private static StoredService policied(StoredService one, StoredService other) {
    return LATER.compare(policyStamp(one), policyStamp(other)) >= 0 ? one : other;
  }

  private static Stamp policyStamp(StoredService copy) {
    return copy.stamps().getOrDefault(StoredService.POLICY, NEVER);
  }

  /** Versions never go back, whichever copy's policy stands. */
  private static VersionedPolicy policy(
      StoredService defining, StoredService one, StoredService other) {
    boolean tie = policyStamp(one).equals(policyStamp(other));
    var later = tie ? defining : policied(one, other);
    var policy = (later.isRemoved() ? defining : later).entry().service().policy();
    return policy == null
        ? null
        : new VersionedPolicy(Math.max(version(one), version(other)), policy.trafficPolicy());
  }

  private static long version(StoredService copy) {
    return copy.isRemoved() ? 0 : copy.entry().service().policyVersion();
  }

  /** The copy whose definition stands, or whose removal. */
  private static StoredService defining(StoredService newer, StoredService older) {
    if (newer.isRemoved() == older.isRemoved()) {
      return LATER.compare(defined(newer), defined(older)) >= 0 ? newer : older;
    }
    var removed = newer.isRemoved() ? newer : older;
    var present = newer.isRemoved() ? older : newer;
    long touched =
        present.stamps().values().stream()
            .filter(s -> !Seen.covers(removed.seen(), s.by(), s.at()))
            .mapToLong(Stamp::at)
            .max()
            .orElse(0);
    return touched > defined(removed).at() ? present : removed;
  }

  private static Stamp defined(StoredService copy) {
    return copy.stamps().getOrDefault(StoredService.DEFINITION, NEVER);
  }

  private static void take(
      String id,
      StoredService last,
      Map<String, Instance> instances,
      Map<String, Stamp> stamps,
      Map<String, Long> waiting) {
    stamps.put(id, last.stamps().get(id));
    var instance = last.instance(id);
    if (instance == null) {
      return;
    }
    instances.put(id, instance);
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
    int order = LATER.compare(inOne, inOther);
    // The same touch: gone from a copy only because its service was removed around it.
    return order > 0 || (order == 0 && one.instance(id) != null) ? one : other;
  }

  private static long instancesRevision(StoredService copy) {
    return copy.isRemoved() ? 0 : copy.entry().instancesRevision();
  }

  private static StoredService revised(StoredService kept, long revision) {
    var entry = kept.entry();
    var changed =
        entry == null
            ? null
            : entry.around(
                entry.instances(), entry.unhealthyAfter(), revision, entry.instancesRevision());
    return new StoredService(kept.id(), revision, changed, kept.stamps(), kept.seen());
  }

  /** Every touch has its own stamp, so equal stamps are equal content; cheap, since it is usual. */
  private static boolean isSame(StoredService one, StoredService other) {
    return one.revision() == other.revision()
        && one.isRemoved() == other.isRemoved()
        && one.seen().equals(other.seen())
        && one.stamps().equals(other.stamps())
        && instanceIds(one).equals(instanceIds(other));
  }

  /** The same text for the same content, on every node. */
  private static String content(StoredService copy) {
    return new TreeMap<>(copy.stamps()) + " " + new TreeSet<>(instanceIds(copy));
  }

  private static Set<String> instanceIds(StoredService copy) {
    return copy.isRemoved() ? Set.of() : copy.entry().instances().keySet();
  }

  private static Set<String> known(StoredService one, StoredService other) {
    Set<String> ids = new HashSet<>(one.stamps().keySet());
    ids.addAll(other.stamps().keySet());
    ids.removeIf(id -> !StoredService.isInstance(id));
    return ids;
  }
}
