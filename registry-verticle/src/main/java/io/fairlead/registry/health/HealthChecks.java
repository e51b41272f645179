package io.fairlead.registry.health;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Checks the instances of this node's share when they are due, and tells the catalog what follows.
 * All calls on one context, but for {@link #serviceChanged} and {@link #nodesChanged}.
 */
final class HealthChecks {
  private final NodeCatalog catalog;
  private final RegistryNodes nodes;
  private final Probe probe;
  private final HealthSettings settings;
  private final CheckSchedule<Checked> schedule;
  private final LongSupplier clock;
  private final HealthMetrics metrics;
  private final StatusChanges changes;
  private final PendingStatuses pending;
  private final CheckList list;
  private final Forbidden forbidden;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private volatile boolean nodesChanged = true;
  private HealthShare share;
  private int underWay;

  /**
   * @param clock in milliseconds, only goes forward
   */
  HealthChecks(
      NodeCatalog catalog,
      RegistryNodes nodes,
      Probe probe,
      HealthSettings settings,
      CheckSchedule<Checked> schedule,
      LongSupplier clock,
      HealthMetrics metrics) {
    this.catalog = catalog;
    this.nodes = nodes;
    this.probe = probe;
    this.settings = settings;
    this.schedule = schedule;
    this.clock = clock;
    this.metrics = metrics;
    this.forbidden = new Forbidden(TargetPolicy.of(settings.allow(), settings.deny()));
    this.changes = new StatusChanges(catalog, metrics);
    this.pending = new PendingStatuses(catalog, metrics);
    this.list = new CheckList(this::drop);
  }

  /** A service came, changed or went; from any thread. */
  void serviceChanged(String id) {
    changed.add(id);
  }

  /** Registry nodes came or went; from any thread. */
  void nodesChanged() {
    nodesChanged = true;
  }

  /** Takes over what has changed and begins what is due. */
  void tick() {
    long now = clock.getAsLong();
    if (share != null) {
      follow(now);
    }
    if (nodesChanged) {
      nodesChanged = false;
      share = new HealthShare(nodes.self(), nodes.all());
      shareOut(now);
    }
    metrics.share(list.size());
    metrics.forbidden(forbidden.size());
    while (underWay < settings.concurrencyMax()) {
      var due = schedule.poll(now);
      if (due.isEmpty()) {
        return;
      }
      check(due.get());
    }
  }

  /**
   * Makes pushed statuses of this node's share come true whose wait is over.
   *
   * @param nowMicros since the epoch
   */
  void confirmPending(long nowMicros) {
    if (share != null) {
      pending.confirmDue(share, nowMicros);
    }
  }

  /** Begins nothing any more; what is under way counts for nothing. */
  void stop() {
    list.clear();
  }

  private void follow(long now) {
    for (String id : List.copyOf(changed)) {
      // Taken off first: what changes from here on is looked at again.
      changed.remove(id);
      for (var checked : update(id, true)) {
        schedule.planFirst(checked, now);
      }
    }
  }

  private void shareOut(long now) {
    var ids = new HashSet<>(list.services());
    catalog.services().forEach(entry -> ids.add(entry.service().id()));
    List<Checked> came = new ArrayList<>();
    ids.forEach(id -> came.addAll(update(id, false)));
    came.forEach(checked -> schedule.planTakenOver(checked, now, came.size()));
  }

  private List<Checked> update(String id, boolean registered) {
    var entry = catalog.knownService(id).orElse(null);
    if (entry != null && !entry.service().isHealthChecked()) {
      forget(entry);
    }
    pending.update(id, entry);
    return list.update(id, entry, share, registered);
  }

  /** A service that lost its check: nobody would ever change what the last one found. */
  private void forget(ServiceEntry entry) {
    String serviceId = entry.service().id();
    for (var instance : entry.instances().values()) {
      if (instance.healthStatus() != HealthStatus.UNKNOWN
          && !instance.attributes().containsKey(InstanceAttributes.INIT_HEALTH_STATUS)
          && share.isMine(HealthTarget.key(serviceId, instance.id()))) {
        changes.change(serviceId, instance.id(), HealthStatus.UNKNOWN, "nothing checks it");
      }
    }
  }

  private void check(Checked checked) {
    var target = checked.target();
    if (forbidden.holds(checked)) {
      tell(target, HealthStatus.UNHEALTHY, "its address may not be checked");
      schedule.planNext(checked, clock.getAsLong());
      return;
    }
    underWay++;
    metrics.started();
    probe.check(target).onComplete(done -> ended(checked, done.result()));
  }

  private void ended(Checked checked, CheckResult result) {
    underWay--;
    var target = checked.target();
    metrics.ended(target.check().type(), result);
    if (checked.isDropped()) {
      return;
    }
    checked.found(result.isHealthy());
    checked
        .tally()
        .verdict(target.check().failureThreshold())
        .ifPresent(status -> tell(target, status, "check " + result));
    schedule.planNext(checked, clock.getAsLong());
  }

  private void tell(HealthTarget target, HealthStatus status, String why) {
    changes.change(target.serviceId(), target.instanceId(), status, why);
  }

  private void drop(Checked checked) {
    schedule.cancel(checked);
    forbidden.forget(checked);
  }
}
