package io.fairlead.registry.health;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.NodeCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the catalog what became of an instance's health. All calls on one context. */
final class StatusChanges {
  private static final Logger LOG = LoggerFactory.getLogger(StatusChanges.class);

  private final NodeCatalog catalog;
  private final HealthMetrics metrics;
  private boolean failing;

  StatusChanges(NodeCatalog catalog, HealthMetrics metrics) {
    this.catalog = catalog;
    this.metrics = metrics;
  }

  /**
   * Changes a status unless it is so already. What cannot be told now is told again after the next
   * check.
   *
   * @param why for the log
   */
  void change(String serviceId, String instanceId, HealthStatus status, String why) {
    var held = catalog.knownService(serviceId).map(e -> e.instances().get(instanceId));
    if (held.isEmpty() || held.get().healthStatus() == status) {
      return;
    }
    catalog
        .setHealth(serviceId, instanceId, status)
        .onSuccess(
            entry -> {
              failing = false;
              metrics.changed(status);
              LOG.info("instance {} of {} is {}: {}", instanceId, serviceId, status, why);
            })
        .onFailure(this::failed);
  }

  /** One line when it begins; a cluster that is away fails every change. */
  private void failed(Throwable failure) {
    if (!(failure instanceof CatalogException) && !failing) {
      failing = true;
      LOG.warn("statuses cannot be changed, checks will tell again: {}", failure.toString());
    }
  }
}
