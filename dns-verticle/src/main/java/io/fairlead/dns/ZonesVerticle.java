package io.fairlead.dns;

import io.fairlead.catalog.view.CatalogReader;
import io.fairlead.dns.zone.CatalogZones;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Reads the catalog and lets the zones follow it; one per process. */
final class ZonesVerticle extends VerticleBase {
  private final CatalogReader reader;
  private final CatalogZones zones;

  ZonesVerticle(CatalogReader reader, CatalogZones zones) {
    this.reader = reader;
    this.zones = zones;
  }

  @Override
  public Future<?> start() {
    reader.onChange(zones::follow);
    reader.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return reader.close();
  }
}
