package io.fairlead.registry.health;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushed UNHEALTHY statuses that wait. That one waits is kept in the catalog, so that the wait
 * outlives the node that was told; here is only who looks after it, by the same share as checks.
 * All calls on one context.
 */
final class PendingStatuses {
  private static final Logger LOG = LoggerFactory.getLogger(PendingStatuses.class);

  private final NodeCatalog catalog;
  private final HealthMetrics metrics;

  /** By service and instance: when it is due, in microseconds since the epoch. */
  private final Map<String, Map<String, Long>> waiting = new HashMap<>();

  private final Set<String> underWay = new HashSet<>();

  PendingStatuses(NodeCatalog catalog, HealthMetrics metrics) {
    this.catalog = catalog;
    this.metrics = metrics;
  }

  /**
   * Brings a service up to date.
   *
   * @param entry null when the service is gone
   */
  void update(String serviceId, ServiceEntry entry) {
    if (entry == null || entry.unhealthyAfter().isEmpty()) {
      waiting.remove(serviceId);
    } else {
      waiting.put(serviceId, entry.unhealthyAfter());
    }
  }

  /** Makes come true what is due; what cannot be told now is told again by the next call. */
  void confirmDue(HealthShare share, long nowMicros) {
    int mine = 0;
    for (var service : waiting.entrySet()) {
      for (var instance : service.getValue().entrySet()) {
        String key = HealthTarget.key(service.getKey(), instance.getKey());
        if (!share.isMine(key)) {
          continue;
        }
        mine++;
        if (instance.getValue() <= nowMicros && underWay.add(key)) {
          confirm(service.getKey(), instance.getKey(), key);
        }
      }
    }
    metrics.pending(mine);
  }

  private void confirm(String serviceId, String instanceId, String key) {
    catalog
        .confirmUnhealthy(serviceId, instanceId)
        .onSuccess(
            confirmed -> {
              if (confirmed) {
                metrics.changed(HealthStatus.UNHEALTHY);
                LOG.info("instance {} of {} is UNHEALTHY: pushed", instanceId, serviceId);
              }
            })
        .onFailure(
            e -> LOG.debug("{} of {} cannot be confirmed: {}", instanceId, serviceId, e.toString()))
        .onComplete(done -> underWay.remove(key));
  }
}
