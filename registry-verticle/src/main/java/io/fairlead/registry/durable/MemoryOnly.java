package io.fairlead.registry.durable;

import io.fairlead.registry.catalog.CatalogStore;
import io.vertx.core.Future;
import java.time.Duration;

/** Remembers nothing. */
final class MemoryOnly implements Durability {
  private final CatalogStore store;

  MemoryOnly(CatalogStore store) {
    this.store = store;
  }

  @Override
  public CatalogStore store() {
    return store;
  }

  @Override
  public Future<Void> start(Duration settle) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
