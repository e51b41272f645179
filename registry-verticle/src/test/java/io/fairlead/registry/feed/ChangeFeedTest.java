package io.fairlead.registry.feed;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Service;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.Revisions;
import io.fairlead.registry.catalog.ServiceEntry;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ChangeFeedTest implements FeedObserver {
  private static final Service ORDERS = service("prod", "orders");

  private final CatalogMirror mirror = new CatalogMirror();
  private final List<Record> told = new CopyOnWriteArrayList<>();
  private final List<BusAddress> published = new CopyOnWriteArrayList<>();
  private Context context;

  @Override
  public void published(BusAddress event) {
    published.add(event);
  }

  @Override
  public void paged(boolean unchanged) {}

  @BeforeEach
  void listen(Vertx vertx) {
    var bus = new Bus(vertx);
    context = vertx.getOrCreateContext();
    bus.listen(BusAddress.ENDPOINTS_CHANGED, EndpointsChanged.class, told::add);
    bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, told::add);
    bus.listen(BusAddress.NAMESPACE_CHANGED, NamespaceChanged.class, told::add);
    bus.listen(BusAddress.NAMESPACE_REMOVED, NamespaceRemoved.class, told::add);
    new ChangeFeed(mirror, () -> false, bus, context, new FeedSettings(2_000, 4), this).start();
  }

  private static StoredService orders(int instances, long revision) {
    Map<String, io.fairlead.catalog.Instance> all = new java.util.HashMap<>();
    for (int i = 0; i < instances; i++) {
      all.put("i" + i, instance("i" + i));
    }
    return stored(ORDERS, all, revision);
  }

  private static StoredService stored(
      Service service, Map<String, io.fairlead.catalog.Instance> instances, long revision) {
    var entry =
        new ServiceEntry("prod", service, Labels.NONE, instances, Map.of(), revision, revision);
    return new StoredService(service.id(), revision, entry, Map.of(), Map.of("here", revision));
  }

  @Test
  void aChangeIsToldWithTheWholeEndpointSet() {
    mirror.accept(orders(3, 100));
    await().until(() -> told.size() == 1);
    assertThat(told.get(0))
        .isInstanceOfSatisfying(
            EndpointsChanged.class,
            e -> {
              assertThat(e.service().endpoints()).hasSize(3);
              assertThat(e.service().revision()).isEqualTo(100);
              assertThat(e.service().namespace()).isEqualTo("prod");
              assertThat(e.complete()).isFalse();
            });
  }

  @Test
  void changesOfOneMomentAreToldOnce() {
    context.runOnContext(
        v -> {
          for (int i = 0; i < 50; i++) {
            mirror.accept(orders(i, 100 + i));
          }
        });
    await().until(() -> !told.isEmpty());
    assertThat(told)
        .singleElement()
        .extracting(e -> ((EndpointsChanged) e).service().revision())
        .isEqualTo(149L);
  }

  @Test
  void removalsAreToldWithTheirRevision() {
    var prod = namespace("prod");
    mirror.accept(new StoredNamespace(prod.id(), 100, prod, Labels.NONE));
    mirror.accept(orders(1, 110));
    await().until(() -> told.size() == 2);
    assertThat(told.get(0)).isEqualTo(new NamespaceChanged(prod, 100));
    mirror.accept(new StoredService(ORDERS.id(), 200, null, Map.of(), Map.of("here", 200L)));
    mirror.accept(new StoredNamespace(prod.id(), 210, null, Labels.NONE));
    await().until(() -> told.size() == 4);
    assertThat(told)
        .contains(new ServiceRemoved(ORDERS.id(), 200), new NamespaceRemoved(prod.id(), 210));
  }

  @Test
  void moreThanABurstIsToldInSeveralAndNothingIsLost() {
    context.runOnContext(
        v -> {
          for (int i = 0; i < 30; i++) {
            var service = service("prod", "s" + i);
            long revision = Revisions.nowMicros();
            mirror.accept(stored(service, Map.of(), revision));
          }
        });
    await().until(() -> told.size() == 30);
    assertThat(published).hasSize(30).containsOnly(BusAddress.ENDPOINTS_CHANGED);
  }
}
