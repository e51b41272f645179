package io.fairlead.proxy;

import io.fairlead.proxy.route.RoutingTable;
import io.fairlead.proxy.virtual.HostsWriter;
import io.fairlead.proxy.virtual.VirtualListeners;
import io.fairlead.proxy.virtual.VirtualLoop;
import io.fairlead.proxy.virtual.VirtualMetrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What there is once per sidecar for virtual addresses: who opens them and who tells them. */
final class VirtualVerticle extends VerticleBase {
  private final SidecarParts parts;
  private final List<VirtualLoop> loops;
  private final VirtualMetrics metrics;
  private final AtomicBoolean following = new AtomicBoolean();
  private VirtualListeners listeners;
  private HostsWriter hosts;
  private long retries;

  /**
   * @param loops one for each event loop
   */
  VirtualVerticle(SidecarParts parts, List<VirtualLoop> loops, VirtualMetrics metrics) {
    this.parts = parts;
    this.loops = loops;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    var settings = parts.settings.egress();
    listeners =
        new VirtualListeners(
            context,
            loops,
            parts.settings.virtualRange(),
            settings.virtualListenersMax(),
            parts.settings.drain().grace(),
            parts.virtualNames,
            metrics);
    if (settings.hostsFile() != null) {
      hosts = new HostsWriter(vertx, Path.of(settings.hostsFile()), metrics);
      hosts.follow(parts.virtualNames);
    }
    parts.routes.onChange(this::followSoon);
    retries = vertx.setPeriodic(settings.virtualRetry().toMillis(), timer -> retry());
    return Future.succeededFuture();
  }

  /** The newest table only: when changes come faster than they are followed, some are skipped. */
  private void followSoon(RoutingTable changed) {
    if (!following.getAndSet(true)) {
      context.runOnContext(v -> follow());
    }
  }

  private void follow() {
    following.set(false);
    var table = parts.routes.table();
    listeners.follow(table.aliasPorts(), table.isComplete());
  }

  private void retry() {
    listeners.retry();
    if (hosts != null) {
      hosts.retry();
    }
  }

  /** Opens nothing more; any thread. */
  void leave() {
    context.runOnContext(v -> listeners.stop());
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(retries);
    return Future.succeededFuture();
  }
}
