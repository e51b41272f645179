package io.fairlead.registry.lease;

import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes instances whose lease ran out. Each node sweeps the leases that are its own; all calls on
 * one context.
 *
 * <p>Nothing is expired for one lease duration after time itself became doubtful: the clock jumped,
 * this node was stopped, or a member was lost and with it, for a while, the way of renewals.
 */
public final class LeaseSweep {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseSweep.class);

  /** A busy node sweeps late now and then. */
  private static final int SWEEPS_MISSED_MAX = 3;

  private final LeaseStore leases;
  private final NodeCatalog catalog;
  private final LeaseSettings settings;
  private final LeaseObserver observer;
  private volatile Map<String, Long> frozen = Map.of();
  private long lastSweepMillis = -1;
  private long graceUntilMillis = Long.MIN_VALUE;
  private boolean sweeping;

  public LeaseSweep(
      LeaseStore leases, NodeCatalog catalog, LeaseSettings settings, LeaseObserver observer) {
    this.leases = leases;
    this.catalog = catalog;
    this.settings = settings;
    this.observer = observer;
  }

  /** Sweeps once, unless a sweep is under way; never fails. */
  public Future<Void> sweep() {
    if (sweeping) {
      return Future.succeededFuture();
    }
    sweeping = true;
    long now = leases.nowMillis();
    watchTheClock(now);
    return leases
        .mine()
        .compose(mine -> sweep(mine, now))
        .otherwise(
            failure -> {
              LOG.warn("leases could not be looked through: {}", failure.toString());
              return null;
            })
        .onComplete(done -> sweeping = false);
  }

  /** Registry nodes were lost: lets every holder renew first, gives anew what went with them. */
  public Future<Void> afterLoss() {
    grantGrace("registry nodes were lost or came together again");
    return repair();
  }

  /** Gives a lease to leased instances that lack one, as after leases were lost; never fails. */
  public Future<Void> repair() {
    return leases
        .mine()
        .compose(
            mine -> grantMissing(mine.stream().map(HeldLease::key).collect(Collectors.toSet())))
        .otherwise(
            failure -> {
              LOG.warn("leases could not be compared with instances: {}", failure.toString());
              return null;
            });
  }

  /**
   * The namespaces in which nothing expires, with the leases of this node that ran out there; from
   * any thread.
   */
  public Map<String, Long> frozen() {
    return frozen;
  }

  /**
   * Believes at an operator's word that those are gone whose leases ran out in a namespace where
   * nothing expires, whichever node looks after them. Once: what falls silent later is judged anew.
   *
   * @return by namespace, how many leases that are
   */
  public Future<Map<String, Long>> release() {
    long now = leases.nowMillis();
    return leases.all().compose(all -> release(all, now));
  }

  private Future<Map<String, Long>> release(Collection<HeldLease> all, long now) {
    var namespaces = LeaseTally.frozen(all, now, settings.freezeMin());
    var due =
        all.stream()
            .filter(l -> namespaces.contains(l.namespace()) && LeaseTally.isDue(l, now))
            .toList();
    var released = count(namespaces, due);
    LOG.warn("LEASES RELEASED by an operator, by namespace: {}", released);
    Future<Void> done = Future.succeededFuture();
    for (var lease : due) {
      done = done.compose(v -> expire(lease, now));
    }
    return done.map(released);
  }

  private static Map<String, Long> count(Set<String> namespaces, List<HeldLease> due) {
    Map<String, Long> counts = new HashMap<>();
    namespaces.forEach(namespace -> counts.put(namespace, 0L));
    due.forEach(lease -> counts.computeIfPresent(lease.namespace(), (n, count) -> count + 1));
    return Map.copyOf(counts);
  }

  private void grantGrace(String why) {
    graceUntilMillis = leases.nowMillis() + settings.duration().toMillis();
    LOG.info("no lease expires for {} s: {}", settings.duration().toSeconds(), why);
  }

  /** Half a lease without a sweep: renewals that came meanwhile, if any could, were not seen. */
  private void watchTheClock(long now) {
    long passed = lastSweepMillis < 0 ? 0 : now - lastSweepMillis;
    lastSweepMillis = now;
    long usual = SWEEPS_MISSED_MAX * settings.sweep().toMillis();
    if (passed > Math.max(usual, settings.duration().toMillis() / 2)) {
      grantGrace("the clock moved " + passed + " ms between two sweeps");
    }
  }

  private Future<Void> sweep(Collection<HeldLease> mine, long now) {
    Future<Void> done = Future.succeededFuture();
    for (var lease : mine) {
      if (LeaseTally.isOverlong(lease, now)) {
        done = done.compose(v -> shorten(lease, now));
      }
    }
    // What cannot be removed shall not be marked either: its holder could not renew any more.
    if (now < graceUntilMillis || !catalog.takesChanges()) {
      return done;
    }
    var due = mine.stream().filter(l -> LeaseTally.isDue(l, now)).toList();
    if (due.isEmpty()) {
      freeze(Set.of(), due);
      return done;
    }
    return done.compose(v -> leases.all()).compose(all -> expire(due, all, now));
  }

  private Future<Void> expire(List<HeldLease> due, Collection<HeldLease> all, long now) {
    freeze(LeaseTally.frozen(all, now, settings.freezeMin()), due);
    Future<Void> done = Future.succeededFuture();
    for (var lease : due) {
      if (!frozen.containsKey(lease.namespace())) {
        done = done.compose(v -> expire(lease, now));
      }
    }
    return done;
  }

  /**
   * Marks, removes, forgets. The revision is taken before the mark: a registration that comes after
   * the mark raises it, and the instance stays.
   */
  private Future<Void> expire(HeldLease lease, long now) {
    long revision = catalog.knownService(lease.serviceId()).map(ServiceEntry::revision).orElse(0L);
    return leases
        .change(lease.key(), new LeaseChange.Expire(now))
        .compose(o -> o.answer() ? remove(lease, revision) : Future.succeededFuture());
  }

  private Future<Void> remove(HeldLease lease, long revision) {
    return catalog
        .expireInstance(lease.serviceId(), lease.instanceId(), revision)
        .compose(
            gone -> {
              if (!gone) {
                return Future.succeededFuture();
              }
              LOG.info(
                  "lease ran out: instance {} of {} in {}",
                  lease.instanceId(),
                  lease.serviceId(),
                  lease.namespace());
              observer.expired();
              return leases.change(lease.key(), new LeaseChange.Drop()).mapEmpty();
            });
  }

  private Future<Void> shorten(HeldLease lease, long now) {
    return leases.change(lease.key(), new LeaseChange.Shorten(now)).mapEmpty();
  }

  private void freeze(Set<String> now, List<HeldLease> due) {
    var begun = new HashSet<>(now);
    begun.removeAll(frozen.keySet());
    var ended = new HashSet<>(frozen.keySet());
    ended.removeAll(now);
    frozen = count(now, due);
    observer.frozen((int) frozen.values().stream().mapToLong(n -> n).sum());
    begun.forEach(namespace -> observer.freezeChanged(true));
    ended.forEach(namespace -> observer.freezeChanged(false));
    for (String namespace : begun) {
      LOG.warn(
          "LEASE EXPIRY FROZEN in namespace {}: more than half of its leases fell silent at once;"
              + " instances stay until renewals return. When they are gone for good, POST {} on the"
              + " management port removes them",
          namespace,
          LeasePages.RELEASE);
    }
    ended.forEach(namespace -> LOG.warn("lease expiry goes on in namespace {}", namespace));
  }

  private Future<Void> grantMissing(Set<String> held) {
    long now = leases.nowMillis();
    Future<Void> done = Future.succeededFuture();
    for (var entry : catalog.services()) {
      for (var instance : entry.instances().values()) {
        String key = HeldLease.key(entry.service().id(), instance.id());
        if (instance.leased() && leases.isMine(key) && !held.contains(key)) {
          done = done.compose(v -> grant(entry, instance.id(), now));
        }
      }
    }
    return done;
  }

  private Future<Void> grant(ServiceEntry entry, String instanceId, long now) {
    LOG.info(
        "instance {} of {} has lost its lease: granted anew", instanceId, entry.service().id());
    var lease =
        HeldLease.from(
            now,
            entry.namespace(),
            entry.service().id(),
            instanceId,
            settings.duration().toMillis());
    return leases.change(lease.key(), new LeaseChange.Adopt(lease)).mapEmpty();
  }
}
