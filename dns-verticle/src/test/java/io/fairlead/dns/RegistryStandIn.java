package io.fairlead.dns;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.fairlead.dns.zone.CatalogFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Answers on the bus as a registry node does, from a fixture. */
final class RegistryStandIn {
  private static final long REVISION = 1_700_000_005_000_000L;

  private final Bus bus;

  RegistryStandIn(Vertx vertx, CatalogFixture catalog) {
    this.bus = new Bus(vertx);
    var page =
        new SnapshotPage(
            false,
            true,
            REVISION,
            REVISION,
            catalog.namespaces().stream().map(n -> new NamespaceChanged(n, REVISION)).toList(),
            catalog.services(),
            null);
    bus.answer(BusAddress.SNAPSHOT, SnapshotRequest.class, q -> Future.succeededFuture(page));
  }

  void publish(ServiceEndpoints service) {
    bus.publish(BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(service, true));
  }
}
