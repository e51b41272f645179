package io.fairlead.registry.health;

import io.fairlead.node.NodeContext;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.Revisions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Wires health checks, on an event loop of their own so that they delay nobody's answer. */
public final class HealthVerticle extends VerticleBase {
  private static final long TICK_MILLIS = 100;
  private static final long CONFIRM_MILLIS = 1_000;

  private final NodeContext node;
  private final NodeCatalog catalog;
  private final CatalogMirror mirror;
  private final RegistryNodes nodes;
  private final HealthSettings settings;
  private NetworkProbe probe;
  private HealthChecks checks;

  /**
   * @param mirror filled already; tells of changes
   */
  public HealthVerticle(
      NodeContext node,
      NodeCatalog catalog,
      CatalogMirror mirror,
      RegistryNodes nodes,
      HealthSettings settings) {
    this.node = node;
    this.catalog = catalog;
    this.mirror = mirror;
    this.nodes = nodes;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    probe = new NetworkProbe(vertx, settings);
    var metrics = new HealthMetrics(node.meters());
    var schedule =
        new CheckSchedule<Checked>(new SplittableRandom(), settings.interval().toMillis());
    checks =
        new HealthChecks(
            catalog, nodes, probe, settings, schedule, HealthVerticle::millis, metrics);
    mirror.onChange(kept -> checks.serviceChanged(kept.id()));
    nodes.onChange(checks::nodesChanged);
    vertx.setPeriodic(TICK_MILLIS, t -> checks.tick());
    vertx.setPeriodic(CONFIRM_MILLIS, t -> checks.confirmPending(Revisions.nowMicros()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    checks.stop();
    return probe.close();
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
