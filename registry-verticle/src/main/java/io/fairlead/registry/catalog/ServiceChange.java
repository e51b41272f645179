package io.fairlead.registry.catalog;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;

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
  record Create(String namespace, Service service, Labels labels) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      return held.isRemoved()
          ? Outcome.of(held.created(namespace, service, labels, now))
          : Outcome.refused(held, Refusal.ALREADY_EXISTS);
    }
  }

  /**
   * Takes over what the Cloud Map API may change: description, DNS and the health check. The custom
   * health check is fixed at the creation, and how proxies reach the service is its sidecars'.
   *
   * @param wanted its description may be null, to keep what is there
   */
  record Update(Service wanted) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var before = held.entry().service();
      var changed = updated(before);
      return Outcome.of(
          changed.equals(before) ? held : held.withService(changed, held.entry().labels(), now));
    }

    private Service updated(Service before) {
      return new Service(
          before.id(),
          before.namespaceId(),
          before.name(),
          wanted.description() == null ? before.description() : wanted.description(),
          wanted.dnsConfig(),
          wanted.healthCheckConfig(),
          before.healthCheckCustomConfig(),
          before.serviceConnect(),
          before.createdAtMillis(),
          before.creatorRequestId(),
          before.policy());
    }
  }

  /** Changes its tags; {@link Refusal#TOO_MANY_TAGS} when it would have too many. */
  record Tag(Labels.Edit tags) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var labels = held.entry().labels();
      var changed = tags.of(labels.tags());
      return changed == null
          ? Outcome.refused(held, Refusal.TOO_MANY_TAGS)
          : Outcome.of(labelled(held, labels.withTags(changed), now));
    }
  }

  /** Changes its attributes; {@link Refusal#TOO_MANY_ATTRIBUTES} when it would have too many. */
  record SetAttributes(Labels.Edit attributes) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var labels = held.entry().labels();
      var changed = attributes.of(labels.attributes());
      return changed == null
          ? Outcome.refused(held, Refusal.TOO_MANY_ATTRIBUTES)
          : Outcome.of(labelled(held, labels.withAttributes(changed), now));
    }
  }

  /**
   * Replaces what is said about its traffic; the same again changes nothing.
   *
   * @param policy {@link TrafficPolicy#NONE} to say nothing
   * @param ifVersion the version to be replaced, 0 for none yet, else {@link
   *     Refusal#OTHER_VERSION}; null for any
   */
  record SetPolicy(TrafficPolicy policy, Long ifVersion) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      var service = held.entry().service();
      long version = service.policyVersion();
      if (ifVersion != null && ifVersion != version) {
        return Outcome.refused(held, Refusal.OTHER_VERSION);
      }
      return Outcome.of(
          policy.equals(service.trafficPolicy())
              ? held
              : held.withPolicy(new VersionedPolicy(version + 1, policy), now));
    }
  }

  /** Removes it; {@link Refusal#IN_USE} while it holds instances. */
  record Remove() implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      return held.entry().instances().isEmpty()
          ? Outcome.of(held.removed(now))
          : Outcome.refused(held, Refusal.IN_USE);
    }
  }

  /**
   * Adds or replaces an instance. One that is there already is touched all the same: what was
   * acknowledged just now has to outlast an earlier removal in the other half of a split cluster.
   *
   * @param instancesMax a further one is {@link Refusal#FULL}
   */
  record Put(Instance instance, int instancesMax) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      return held.isRemoved()
          ? Outcome.refused(held, Refusal.NOT_FOUND)
          : put(held, instance, instancesMax, true, now);
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
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      var service = held;
      if (held.isRemoved()) {
        service = held.created(namespace, wanted, Labels.NONE, now);
      } else if (!wanted.serviceConnect().equals(held.entry().service().serviceConnect())) {
        var connected = held.entry().service().withServiceConnect(wanted.serviceConnect());
        service = held.withService(connected, held.entry().labels(), now);
      }
      var outcome = put(service, instance, instancesMax, refresh, now);
      return outcome.refusal() == null ? outcome : Outcome.refused(held, outcome.refusal());
    }
  }

  /** Removes an instance. */
  record Deregister(String instanceId) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      if (held.isRemoved()) {
        return Outcome.refused(held, Refusal.NOT_FOUND);
      }
      return held.instance(instanceId) == null
          ? Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND)
          : Outcome.of(held.withoutInstance(instanceId, now));
    }
  }

  /**
   * Removes an instance whose lease ran out, unless it was touched since that was decided.
   *
   * @param revision the service's as whoever decided it knew it
   */
  record Expire(String instanceId, long revision) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      var instance = held.instance(instanceId);
      if (instance == null) {
        return Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND);
      }
      return instance.leased() && held.stamps().get(instanceId).at() <= revision
          ? Outcome.of(held.withoutInstance(instanceId, now))
          : Outcome.refused(held, Refusal.OVERTAKEN);
    }
  }

  /**
   * Changes an instance's status at once, whatever pushed status waits to come true; the same again
   * changes nothing.
   */
  record SetHealth(String instanceId, HealthStatus status) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
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
              : held.withInstance(instance.withHealthStatus(status), false, null, now));
    }
  }

  /**
   * Takes over a status that the application pushes. HEALTHY takes effect at once; UNHEALTHY after
   * a while, unless HEALTHY comes in between, and pushing it again neither shortens nor prolongs
   * the wait (AWS, {@code UpdateInstanceCustomHealthStatus}).
   *
   * @param delayMicros how long UNHEALTHY waits, 0 not at all
   */
  record PushHealth(String instanceId, HealthStatus status, long delayMicros)
      implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      var instance = held.instance(instanceId);
      if (instance == null) {
        return Outcome.refused(
            held, held.isRemoved() ? Refusal.NOT_FOUND : Refusal.INSTANCE_NOT_FOUND);
      }
      boolean waits = held.entry().unhealthyAfter().containsKey(instanceId);
      if (status == instance.healthStatus()) {
        return Outcome.of(waits ? held.withInstance(instance, false, null, now) : held);
      }
      if (status != HealthStatus.UNHEALTHY || delayMicros == 0) {
        return Outcome.of(held.withInstance(instance.withHealthStatus(status), false, null, now));
      }
      return Outcome.of(
          waits ? held : held.withInstance(instance, false, now.micros() + delayMicros, now));
    }
  }

  /** Makes a pushed UNHEALTHY the status, when its wait is over and it was not taken back. */
  record ConfirmUnhealthy(String instanceId) implements ServiceChange {
    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      var instance = held.instance(instanceId);
      if (instance == null) {
        return Outcome.refused(held, Refusal.INSTANCE_NOT_FOUND);
      }
      var at = held.entry().unhealthyAfter().get(instanceId);
      return at == null || at > now.micros()
          ? Outcome.refused(held, Refusal.OVERTAKEN)
          : Outcome.of(
              held.withInstance(
                  instance.withHealthStatus(HealthStatus.UNHEALTHY), false, null, now));
    }
  }

  /** Puts back what the cluster has lost, merged with what it has. */
  record Restore(StoredService known) implements ServiceChange {
    @Override
    public boolean isRepair() {
      return true;
    }

    @Override
    public Outcome<StoredService> applyTo(StoredService held, Moment now) {
      return Outcome.of(ServiceMerge.of(held, known));
    }
  }

  private static StoredService labelled(StoredService held, Labels labels, Moment now) {
    return labels.equals(held.entry().labels())
        ? held
        : held.withService(held.entry().service(), labels, now);
  }

  private static Outcome<StoredService> put(
      StoredService held, Instance instance, int instancesMax, boolean refresh, Moment now) {
    var before = held.instance(instance.id());
    if (before == null && held.entry().instances().size() >= instancesMax) {
      return Outcome.refused(held, Refusal.FULL);
    }
    if (instance.equals(before) && !refresh) {
      return Outcome.of(held);
    }
    boolean registration = before == null || !before.attributes().equals(instance.attributes());
    var waiting = held.entry().unhealthyAfter().get(instance.id());
    return Outcome.of(held.withInstance(instance, registration, waiting, now));
  }
}
