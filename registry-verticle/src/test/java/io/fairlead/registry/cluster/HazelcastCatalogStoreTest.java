package io.fairlead.registry.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.CatalogStoreContract;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two members: keys are owned by either, and changes travel. */
class HazelcastCatalogStoreTest extends CatalogStoreContract {
  private static Members members;
  private static HazelcastInstance first;
  private static Vertx vertx;

  @BeforeAll
  static void startMembers() {
    vertx = Vertx.vertx();
    members = new Members(2);
    first = members.start(0);
    members.start(1);
  }

  @AfterAll
  static void stopMembers() {
    members.close();
    vertx.close();
  }

  @Override
  protected CatalogStore newStore() {
    List.of(ClusterMaps.NAMESPACES, ClusterMaps.SERVICES, ClusterMaps.OPERATIONS, ClusterMaps.MARKS)
        .forEach(map -> first.getMap(map).clear());
    return new HazelcastCatalogStore(vertx, first);
  }
}
