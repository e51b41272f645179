package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service as it is kept; the methods are its pure changes and raise its revision.
 *
 * @param id the service's
 * @param revision raised by every change, see {@link Revisions}
 * @param entry null when the service was removed
 * @param stamps by instance id: the revision at which the instance was last put, changed or
 *     removed. Those of removed instances stay for a while, so that two halves of a split cluster
 *     can be merged instance by instance
 */
public record StoredService(String id, long revision, ServiceEntry entry, Map<String, Long> stamps)
    implements Stored {
  /** Removed instances are remembered for longer than a split of the cluster is likely to last. */
  static final long STAMP_KEPT_MICROS = TimeUnit.MINUTES.toMicros(10);

  /** Fewer stamps of removed instances than this are not worth the sweeping. */
  static final int STAMPS_SPARE = 64;

  public StoredService {
    stamps = stamps == null ? Map.of() : Map.copyOf(stamps);
  }

  /** Stands for a service that there never was. */
  public static StoredService absent(String id) {
    return new StoredService(id, 0, null, Map.of());
  }

  @Override
  public boolean isRemoved() {
    return entry == null;
  }

  /** The instance, or null. */
  Instance instance(String instanceId) {
    return entry == null ? null : entry.instances().get(instanceId);
  }

  /** When the instance was last touched, 0 when nothing is known of it. */
  long stamp(String instanceId) {
    return stamps.getOrDefault(instanceId, 0L);
  }

  StoredService created(String namespace, Service service, long nowMicros) {
    long next = Revisions.after(revision, nowMicros);
    var made = new ServiceEntry(namespace, service, Map.of(), next, next);
    return new StoredService(id, next, made, stamps);
  }

  StoredService removed(long nowMicros) {
    return new StoredService(id, Revisions.after(revision, nowMicros), null, stamps);
  }

  StoredService withService(Service changed, long nowMicros) {
    long next = Revisions.after(revision, nowMicros);
    return withEntry(changed, entry.instances(), next, entry.instancesRevision(), stamps);
  }

  StoredService withInstance(Instance put, boolean registration, long nowMicros) {
    long next = Revisions.after(revision, nowMicros);
    var instances = new HashMap<>(entry.instances());
    instances.put(put.id(), put);
    return withEntry(
        entry.service(),
        instances,
        next,
        registration ? instancesRevision(nowMicros) : entry.instancesRevision(),
        stamped(put.id(), next, instances));
  }

  StoredService withoutInstance(String instanceId, long nowMicros) {
    long next = Revisions.after(revision, nowMicros);
    var instances = new HashMap<>(entry.instances());
    instances.remove(instanceId);
    return withEntry(
        entry.service(),
        instances,
        next,
        instancesRevision(nowMicros),
        stamped(instanceId, next, instances));
  }

  StoredService withEntry(
      Service service,
      Map<String, Instance> instances,
      long next,
      long instancesRevision,
      Map<String, Long> changedStamps) {
    var changed = new ServiceEntry(entry.namespace(), service, instances, next, instancesRevision);
    return new StoredService(id, next, changed, changedStamps);
  }

  private long instancesRevision(long nowMicros) {
    return Revisions.after(entry.instancesRevision(), nowMicros);
  }

  private Map<String, Long> stamped(String instanceId, long at, Map<String, Instance> instances) {
    var changed = new HashMap<>(stamps);
    changed.put(instanceId, at);
    if (changed.size() > instances.size() + STAMPS_SPARE) {
      changed
          .entrySet()
          .removeIf(
              s -> !instances.containsKey(s.getKey()) && s.getValue() < at - STAMP_KEPT_MICROS);
    }
    return changed;
  }
}
