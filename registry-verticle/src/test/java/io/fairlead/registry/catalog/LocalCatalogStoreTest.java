package io.fairlead.registry.catalog;

class LocalCatalogStoreTest extends CatalogStoreContract {
  @Override
  protected CatalogStore newStore() {
    return new LocalCatalogStore(System::currentTimeMillis);
  }
}
