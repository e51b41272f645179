package io.fairlead.registry.catalog;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;

/** The changes of a service and of its instances. */
public sealed interface ServiceChange extends StoredChange<StoredService> {

  @Override
  default StoredService absent(String id) {
    return StoredService.absent(id);
  }

  /**
   * Makes it; {@link Refusal#ALREADY_EXISTS} when it is there.
   *
   * @param namespace the namespace's name
   */
  record Create(String namespace, Service service) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      return held.isRemoved()
          ? Outcome.of(held.created(namespace, service, nowMicros))
          : Outcome.refused(held, Refusal.ALREADY_EXISTS);
    }
  }

  /**
   * Takes over what the Cloud Map API may change: description, DNS and the health check. The custom
   * health check is fixed at the creation, and how proxies reach the service is its sidecars'.
   */
  record Update(Service wanted) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var before = held.entry().service();
      var changed = updated(before);
      return Outcome.of(changed.equals(before) ? held : held.withService(changed, nowMicros));
    }

    private Service updated(Service before) {
      return new Service(
          before.id(),
          before.namespaceId(),
          before.name(),
          wanted.description(),
          wanted.dnsConfig(),
          wanted.healthCheckConfig(),
          before.healthCheckCustomConfig(),
          before.serviceConnect(),
          before.createdAtMillis(),
          before.creatorRequestId());
    }
  }

  /** Removes it; {@link Refusal#IN_USE} while it holds instances. */
  record Remove() implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      return held.entry().instances().isEmpty()
          ? Outcome.of(held.removed(nowMicros))
          : Outcome.refused(held, Refusal.IN_USE);
    }
  }

  /**
   * Adds or replaces an instance; one that is there already changes nothing.
   *
   * @param instancesMax a further one is {@link Refusal#FULL}
   */
  record Put(Instance instance, int instancesMax) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      return held.isRemoved()
          ? Outcome.refused(held, Refusal.NOT_FOUND)
          : put(held, instance, instancesMax, false, nowMicros);
    }
  }

  /**
   * A sidecar's registration: makes the service when it is missing, takes over how proxies reach
   * it, and adds or replaces the instance, all in one revision that readers see.
   *
   * @param namespace the namespace's name
   * @param wanted the service as it is made when it is missing
   * @param refresh raises the revision although nothing else changes, so that an expiry under way
   *     is {@link Refusal#OVERTAKEN}
   */
  record Register(
      String namespace, Service wanted, Instance instance, int instancesMax, boolean refresh)
      implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      var service = held;
      if (held.isRemoved()) {
        service = held.created(namespace, wanted, nowMicros);
      } else if (!wanted.serviceConnect().equals(held.entry().service().serviceConnect())) {
        var connected = held.entry().service().withServiceConnect(wanted.serviceConnect());
        service = held.withService(connected, nowMicros);
      }
      var outcome = put(service, instance, instancesMax, refresh, nowMicros);
      return outcome.refusal() == null ? outcome : Outcome.refused(held, outcome.refusal());
    }
  }

  /** Removes an instance. */
  record Deregister(String instanceId) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      return held.instance(instanceId) == null
          ? Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND)
          : Outcome.of(held.withoutInstance(instanceId, nowMicros));
    }
  }

  /**
   * Removes an instance whose lease ran out, unless it was touched since that was decided.
   *
   * @param revision the service's as whoever decided it knew it
   */
  record Expire(String instanceId, long revision) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      var instance = held.instance(instanceId);
      if (instance == null) {
        return Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND);
      }
      return instance.leased() && held.stamp(instanceId) <= revision
          ? Outcome.of(held.withoutInstance(instanceId, nowMicros))
          : Outcome.refused(held, Refusal.OVERTAKEN);
    }
  }

  /** Changes an instance's status; the same again changes nothing. */
  record SetHealth(String instanceId, HealthStatus status) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var instance = held.instance(instanceId);
      if (instance == null) {
        return Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND);
      }
      return Outcome.of(
          instance.healthStatus() == status
              ? held
              : held.withInstance(instance.withHealthStatus(status), false, nowMicros));
    }
  }

  /** Puts back what the cluster has lost, merged with what it has. */
  record Restore(StoredService known) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, long nowMicros) {
      return Outcome.of(ServiceMerge.of(held, known));
    }
  }

  private static Outcome<StoredService> put(
      StoredService held, Instance instance, int instancesMax, boolean refresh, long nowMicros) {
    var before = held.instance(instance.id());
    if (before == null && held.entry().instances().size() >= instancesMax) {
      return Outcome.refused(held, Refusal.FULL);
    }
    if (instance.equals(before) && !refresh) {
      return Outcome.of(held);
    }
    boolean registration = before == null || !before.attributes().equals(instance.attributes());
    return Outcome.of(held.withInstance(instance, registration, nowMicros));
  }
}
