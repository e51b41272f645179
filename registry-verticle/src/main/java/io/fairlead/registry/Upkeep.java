package io.fairlead.registry;

import io.fairlead.node.NodeContext;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.lease.LeasePages;
import io.fairlead.registry.lease.LeaseStore;
import io.fairlead.registry.lease.LeaseSweep;
import io.vertx.core.Context;

/** What a registry node does now and then, as long as it lives; all on its context. */
final class Upkeep {
  private Upkeep() {}

  static void begin(
      NodeContext node,
      Context context,
      RegistrySettings settings,
      LeaseStore leases,
      MirrorSync sync,
      LeaseSweep sweep) {
    LeasePages.add(node.management(), sweep, context);
    leases.onLoss(() -> context.runOnContext(v -> sweep.afterLoss()));
    var vertx = context.owner();
    vertx.setPeriodic(settings.lease().sweep().toMillis(), t -> sweep.sweep());
    long often = settings.catalog().antiEntropy().toMillis();
    vertx.setPeriodic(often, t -> sync.compare());
    vertx.setPeriodic(often, t -> sweep.repair());
  }
}
