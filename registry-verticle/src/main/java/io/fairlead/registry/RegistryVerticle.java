package io.fairlead.registry;

import com.hazelcast.core.HazelcastInstance;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.node.NodeContext;
import io.fairlead.registry.archive.ArchivePages;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.cluster.Copies;
import io.fairlead.registry.cluster.HazelcastCatalogStore;
import io.fairlead.registry.cluster.HazelcastLeaseStore;
import io.fairlead.registry.cluster.HazelcastNodes;
import io.fairlead.registry.durable.Durability;
import io.fairlead.registry.feed.ChangeFeed;
import io.fairlead.registry.feed.Completeness;
import io.fairlead.registry.feed.SnapshotPages;
import io.fairlead.registry.health.HealthVerticle;
import io.fairlead.registry.health.RegistryNodes;
import io.fairlead.registry.lease.LeaseOperations;
import io.fairlead.registry.lease.LeasePages;
import io.fairlead.registry.lease.LeaseStore;
import io.fairlead.registry.lease.LeaseSweep;
import io.fairlead.registry.lease.LocalLeaseStore;
import io.fairlead.registry.link.LinkServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Wires a registry node: store, mirror, feed, leases, API and link, in the order of need. */
public final class RegistryVerticle extends VerticleBase {
  /**
   * What differs between a node of a cluster and one alone.
   *
   * @param settle how long a catalog that is found empty counts as incomplete
   * @param linked whether other processes may link to this one
   */
  private record Shared(
      CatalogStore store,
      LeaseStore leases,
      RegistryNodes nodes,
      Duration settle,
      boolean linked) {}

  private static final long COMPARE_AGAIN_MILLIS = 1_000;

  private final NodeContext node;
  private final RegistrySettings settings;
  private final Shared shared;
  private RegistryListeners listeners;
  private Durability disk;

  private RegistryVerticle(NodeContext node, RegistrySettings settings, Shared shared) {
    this.node = node;
    this.settings = settings;
    this.shared = shared;
  }

  /** Deploys a registry node upon a cluster that this process has joined, with a bus link. */
  public static Future<Void> deploy(
      NodeContext node, RegistrySettings settings, HazelcastInstance hazelcast) {
    var vertx = node.vertx();
    var settle = settings.lease().duration().plus(settings.lease().settle());
    var copies = new Copies(vertx, hazelcast);
    copies.await();
    node.readiness().require("cluster", () -> hazelcast.getLifecycleService().isRunning());
    node.readiness().require("copies on other registry nodes", copies::areMade);
    // To make a shared map known takes a word with the other members.
    return vertx
        .executeBlocking(
            () ->
                new Shared(
                    new HazelcastCatalogStore(vertx, hazelcast),
                    new HazelcastLeaseStore(vertx, hazelcast),
                    new HazelcastNodes(hazelcast),
                    settle,
                    true))
        .compose(joined -> deploy(node, settings, joined));
  }

  /** Deploys a registry that only this process knows, complete at once and without a bus link. */
  public static Future<Void> deployLocal(NodeContext node, RegistrySettings settings) {
    var store = new LocalCatalogStore(System::currentTimeMillis);
    var leases = new LocalLeaseStore(System::currentTimeMillis);
    return deploy(
        node, settings, new Shared(store, leases, RegistryNodes.alone(), Duration.ZERO, false));
  }

  private static Future<Void> deploy(NodeContext node, RegistrySettings settings, Shared shared) {
    return node.vertx()
        .deployVerticle(new RegistryVerticle(node, settings, shared))
        .onSuccess(id -> node.drain().onDrain("registry", () -> node.vertx().undeploy(id)))
        .mapEmpty();
  }

  @Override
  public Future<?> start() {
    var store = shared.store();
    var leases = shared.leases();
    var metrics = new RegistryMetrics(node.meters());
    var mirror = new CatalogMirror();
    var complete = new Completeness(store::nowMillis);
    var sync =
        new MirrorSync(
            store,
            mirror,
            metrics::restored,
            again -> vertx.setTimer(COMPARE_AGAIN_MILLIS, t -> again.run()));
    disk = Durability.of(node, settings.data(), settings.cluster().address(), store, mirror);
    var catalog = new NodeCatalog(disk.store(), mirror, settings.catalog());
    var archive = new ArchivePages(node, disk.store(), mirror);
    var sweep = new LeaseSweep(leases, catalog, settings.lease(), metrics);
    var bus = new Bus(vertx);
    metrics.watch(store, mirror, complete);
    var link = shared.linked() ? new LinkServer(vertx, settings.link(), metrics) : null;
    listeners = new RegistryListeners(node, settings, link);
    new ChangeFeed(mirror, complete, bus, context, settings.feed(), metrics).start();
    return disk.start(shared.settle())
        .compose(v -> sync.start())
        .compose(v -> store.completeAt(shared.settle().toMillis()))
        .onSuccess(complete::reachedAt)
        .onSuccess(v -> new SnapshotPages(mirror, complete, settings.feed(), metrics).bind(bus))
        .onSuccess(v -> new LeaseOperations(catalog, leases, settings.lease(), metrics).bind(bus))
        .onSuccess(v -> keepTrue(sync, sweep))
        .onSuccess(v -> archive.add(settings.data().importBytesMax()))
        .compose(
            v ->
                vertx.deployVerticle(
                    new HealthVerticle(node, catalog, mirror, shared.nodes(), settings.health())))
        .compose(v -> listeners.listen(catalog));
  }

  @Override
  public Future<?> stop() {
    return listeners.close().eventually(() -> disk.close());
  }

  private void keepTrue(MirrorSync sync, LeaseSweep sweep) {
    LeasePages.add(node.management(), sweep, context);
    shared.leases().onLoss(() -> context.runOnContext(v -> sweep.afterLoss()));
    vertx.setPeriodic(settings.lease().sweep().toMillis(), t -> sweep.sweep());
    vertx.setPeriodic(
        settings.catalog().antiEntropy().toMillis(),
        t -> {
          sync.compare();
          sweep.repair();
        });
  }
}
