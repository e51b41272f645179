package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.VersionedPolicy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A service as it is kept; the methods are its pure changes and raise its revision.
 *
 * @param id the service's
 * @param revision raised by every change, see {@link Revisions}
 * @param entry null when the service was removed
 * @param stamps by instance id: its last touch, and under {@link #DEFINITION} and {@link #POLICY}
 *     the service's own. Those of removed instances stay for a while, so that the later of two
 *     touches in two halves of a split cluster decides
 * @param seen version vector: what this copy has seen, by the node that made it, see {@link Seen}
 */
public record StoredService(
    String id, long revision, ServiceEntry entry, Map<String, Stamp> stamps, Map<String, Long> seen)
    implements Stored {
  /** The stamp of the service itself: that it was made, defined anew or removed. */
  static final String DEFINITION = "";

  /**
   * The stamp of its traffic policy, which is touched apart from the rest of the definition; no
   * instance's, since their ids have at most 64 characters.
   */
  static final String POLICY =
      "the traffic policy, which is no instance: their ids have at most 64 characters";

  /** Longer than a split of the cluster is likely to last. */
  static final long STAMP_KEPT_MICROS = TimeUnit.MINUTES.toMicros(10);

  /** Fewer stamps of removed instances than this are not worth the sweeping. */
  static final int STAMPS_SPARE = 64;

  /** More stamps of removed instances than this are not kept, however young. */
  static final int STAMPS_MAX = 1_000;

  public StoredService {
    stamps = stamps == null ? Map.of() : Map.copyOf(stamps);
    seen = seen == null ? Map.of() : Map.copyOf(seen);
  }

  /** Stands for a service that there never was. */
  public static StoredService absent(String id) {
    return new StoredService(id, 0, null, Map.of(), Map.of());
  }

  @Override
  public boolean isRemoved() {
    return entry == null;
  }

  /** Two merges may come to the same revision, but not by having seen the same. */
  @Override
  public long fingerprint() {
    return 31 * revision + seen.hashCode();
  }

  /** Whether this copy has seen every change that the other has. */
  public boolean covers(StoredService other) {
    return Seen.covers(seen, other.seen);
  }

  /** The instance, or null. */
  Instance instance(String instanceId) {
    return entry == null ? null : entry.instances().get(instanceId);
  }

  StoredService created(String namespace, Service service, Labels labels, Moment now) {
    long next = next(now);
    var made = new ServiceEntry(namespace, service, labels, Map.of(), Map.of(), next, next);
    var defined = defined(next, made, now);
    return stamps.containsKey(DEFINITION) ? defined.stamped(POLICY, now) : defined;
  }

  /** What was said about an earlier service of this id must not come back with an old copy. */
  private StoredService stamped(String key, Moment now) {
    var kept = new HashMap<>(stamps);
    kept.put(key, new Stamp(revision, now.node()));
    return new StoredService(id, revision, entry, kept, seen);
  }

  /** Puts another traffic policy. */
  StoredService withPolicy(VersionedPolicy policy, Moment now) {
    long next = next(now);
    var changed =
        entry
            .around(entry.instances(), entry.unhealthyAfter(), next, entry.instancesRevision())
            .with(entry.service().withPolicy(policy));
    return new StoredService(id, next, changed, stamps, Seen.with(seen, now.node(), next))
        .stamped(POLICY, now);
  }

  StoredService removed(Moment now) {
    long next = next(now);
    return defined(next, null, now);
  }

  StoredService withService(Service service, Labels labels, Moment now) {
    long next = next(now);
    var changed =
        new ServiceEntry(
            entry.namespace(),
            service,
            labels,
            entry.instances(),
            entry.unhealthyAfter(),
            next,
            entry.instancesRevision());
    return defined(next, changed, now);
  }

  private StoredService defined(long next, ServiceEntry definition, Moment now) {
    var kept = new HashMap<>(stamps);
    kept.put(DEFINITION, new Stamp(next, now.node()));
    return new StoredService(id, next, definition, kept, Seen.with(seen, now.node(), next));
  }

  /**
   * Puts an instance.
   *
   * @param registration whether AWS's revision of the instances rises too
   * @param unhealthyAfter null when no pushed status waits to come true
   */
  StoredService withInstance(Instance put, boolean registration, Long unhealthyAfter, Moment now) {
    var instances = new HashMap<>(entry.instances());
    instances.put(put.id(), put);
    var waiting = new HashMap<>(entry.unhealthyAfter());
    if (unhealthyAfter == null) {
      waiting.remove(put.id());
    } else {
      waiting.put(put.id(), unhealthyAfter);
    }
    return touched(put.id(), instances, waiting, registration, now);
  }

  StoredService withoutInstance(String instanceId, Moment now) {
    var instances = new HashMap<>(entry.instances());
    instances.remove(instanceId);
    var waiting = new HashMap<>(entry.unhealthyAfter());
    waiting.remove(instanceId);
    return touched(instanceId, instances, waiting, true, now);
  }

  private StoredService touched(
      String instanceId,
      Map<String, Instance> instances,
      Map<String, Long> waiting,
      boolean registration,
      Moment now) {
    long next = next(now);
    long instancesRevision =
        registration
            ? Revisions.after(entry.instancesRevision(), now.micros())
            : entry.instancesRevision();
    var changed = entry.around(instances, waiting, next, instancesRevision);
    var kept = new HashMap<>(stamps);
    kept.put(instanceId, new Stamp(next, now.node()));
    sweep(kept, instances, next);
    return new StoredService(id, next, changed, kept, Seen.with(seen, now.node(), next));
  }

  /** Whether a stamp is an instance's, and not the service's own. */
  static boolean isInstance(String stampKey) {
    return !stampKey.equals(DEFINITION) && !stampKey.equals(POLICY);
  }

  private long next(Moment now) {
    return Revisions.after(revision, now.micros());
  }

  /** Forgets stamps of removed instances that are old, or too many. */
  static void sweep(Map<String, Stamp> stamps, Map<String, Instance> instances, long now) {
    if (stamps.size() <= instances.size() + STAMPS_SPARE) {
      return;
    }
    var removed =
        stamps.entrySet().stream()
            .filter(s -> !instances.containsKey(s.getKey()) && isInstance(s.getKey()))
            .sorted(Comparator.comparingLong(s -> -s.getValue().at()))
            .collect(Collectors.toList());
    for (int i = 0; i < removed.size(); i++) {
      if (i >= STAMPS_MAX || removed.get(i).getValue().at() < now - STAMP_KEPT_MICROS) {
        stamps.remove(removed.get(i).getKey());
      }
    }
  }
}
