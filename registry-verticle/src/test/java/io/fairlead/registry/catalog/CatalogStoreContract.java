package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.vertx.core.Future;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store has to do, and what a catalog upon it then does. */
public abstract class CatalogStoreContract {
  private static final Namespace PROD = namespace("prod");
  private static final Service ORDERS = service("prod", "orders");

  private CatalogStore store;
  private CatalogMirror mirror;
  private NodeCatalog catalog;

  /** A store that holds nothing. */
  protected abstract CatalogStore newStore();

  @BeforeEach
  public void catalogUponTheStore() {
    store = newStore();
    mirror = new CatalogMirror();
    Wait.of(new MirrorSync(store, mirror, n -> {}).start());
    catalog = new NodeCatalog(store, mirror, Samples.LIMITS);
  }

  private void createOrders() {
    Wait.of(catalog.createNamespace(PROD, Labels.NONE));
    Wait.of(catalog.createService(ORDERS, Labels.NONE));
  }

  @Test
  public void whatWasAcknowledgedIsRead() {
    createOrders();
    assertThat(catalog.namespaces()).containsExactly(PROD);
    assertThat(Wait.of(catalog.namespace(PROD.id()))).isEqualTo(PROD);
    assertThat(Wait.of(catalog.service(ORDERS.id())).service()).isEqualTo(ORDERS);
    assertThat(Wait.of(catalog.serviceByName("PROD", "orders")).service()).isEqualTo(ORDERS);
    assertThat(Wait.of(store.contents()).services()).hasSize(1);
  }

  @Test
  public void aPolicyIsKeptWithItsService() {
    createOrders();
    var policy =
        new TrafficPolicy(
            new Balancing(Algorithm.PEAK_EWMA, null, null, null, 7),
            null,
            null,
            null,
            null,
            null,
            null);
    var told = Wait.of(catalog.setPolicy(ORDERS.id(), policy, 0L));
    assertThat(told.service().policy()).isEqualTo(new VersionedPolicy(1, policy));
    assertThat(Wait.of(store.service(ORDERS.id())).entry().service())
        .isEqualTo(ORDERS.withPolicy(new VersionedPolicy(1, policy)));
    assertThat(Wait.failure(catalog.setPolicy(ORDERS.id(), TrafficPolicy.NONE, 0L)))
        .isInstanceOf(CatalogException.PolicyVersionMismatch.class)
        .hasMessageContaining("version 1");
  }

  @Test
  public void everythingHasItsFingerprint() {
    createOrders();
    Wait.of(catalog.putInstance(ORDERS.id(), instance("a")));
    var kept = Wait.of(store.service(ORDERS.id()));
    assertThat(Wait.of(store.fingerprints()))
        .containsOnlyKeys(PROD.id(), ORDERS.id())
        .containsEntry(ORDERS.id(), kept.fingerprint());
  }

  @Test
  public void aComparisonBringsWhatEitherLacks() {
    createOrders();
    var other = new CatalogMirror();
    for (int i = 0; i < 3; i++) {
      other.accept(lost("few" + i));
    }
    Wait.of(new MirrorSync(store, other, n -> {}).start());
    assertThat(other.services()).hasSize(4);
    assertThat(Wait.of(store.contents()).services()).hasSize(4);
    for (int i = 0; i < 100; i++) {
      other.accept(lost("many" + i));
    }
    Wait.of(new MirrorSync(store, other, n -> {}).start());
    assertThat(Wait.of(store.contents()).services()).hasSize(104);
  }

  @Test
  public void aNamespaceComesBackWithTheServiceThatTheOtherHalfPutIntoIt() {
    Wait.of(catalog.createNamespace(PROD, Labels.tagged(Map.of("team", "a"))));
    Wait.of(catalog.deleteNamespace(PROD.id()));
    var other = new CatalogMirror();
    other.accept(lost("elsewhere"));
    Wait.of(new MirrorSync(store, other, n -> {}).start());
    assertThat(Wait.of(store.namespace(PROD.id())).isRemoved()).isFalse();
    assertThat(other.namespaces())
        .singleElement()
        .satisfies(n -> assertThat(n.labels().tags()).containsEntry("team", "a"));
  }

  /** A service that some node remembers and the store does not. */
  private static StoredService lost(String name) {
    var service = service("prod", name);
    return StoredService.absent(service.id())
        .created("prod", service, Labels.NONE, new Moment(1_000, "elsewhere"));
  }

  @Test
  public void twentyConcurrentWritersLoseNothing() {
    createOrders();
    var writes =
        IntStream.range(0, 20)
            .mapToObj(i -> catalog.putInstance(ORDERS.id(), instance("i" + i)))
            .toList();
    writes.forEach(Wait::of);
    assertThat(Wait.of(store.service(ORDERS.id())).entry().instances()).hasSize(20);
    assertThat(Wait.of(catalog.service(ORDERS.id())).instances()).hasSize(20);
  }

  @Test
  public void everyChangeIsAnnouncedToOtherMirrors() {
    var other = new CatalogMirror();
    Wait.of(new MirrorSync(store, other, n -> {}).start());
    createOrders();
    var put = Wait.of(catalog.putInstance(ORDERS.id(), instance("a")));
    await()
        .untilAsserted(
            () -> assertThat(other.service(ORDERS.id()).revision()).isEqualTo(put.revision()));
    Wait.of(catalog.removeInstance(ORDERS.id(), "a"));
    Wait.of(catalog.deleteService(ORDERS.id()));
    Wait.of(catalog.deleteNamespace(PROD.id()));
    await().untilAsserted(() -> assertThat(other.services()).isEmpty());
    await().untilAsserted(() -> assertThat(other.namespaces()).isEmpty());
  }

  @Test
  public void refusalsHaveTheirNames() {
    assertThat(Wait.failure(catalog.namespace("ns-1")))
        .isInstanceOf(CatalogException.NamespaceNotFound.class);
    assertThat(Wait.failure(catalog.createService(ORDERS, Labels.NONE)))
        .isInstanceOf(CatalogException.NamespaceNotFound.class);
    createOrders();
    assertThat(Wait.failure(catalog.createNamespace(PROD, Labels.NONE)))
        .isInstanceOf(CatalogException.NamespaceAlreadyExists.class);
    assertThat(Wait.failure(catalog.createService(ORDERS, Labels.NONE)))
        .isInstanceOf(CatalogException.ServiceAlreadyExists.class);
    assertThat(Wait.failure(catalog.deleteNamespace(PROD.id())))
        .isInstanceOf(CatalogException.ResourceInUse.class);
    assertThat(Wait.failure(catalog.service("srv-1")))
        .isInstanceOf(CatalogException.ServiceNotFound.class);
    assertThat(Wait.failure(catalog.serviceByName("prod", "payments")))
        .isInstanceOf(CatalogException.ServiceNotFound.class);
    assertThat(Wait.failure(catalog.serviceByName("test", "orders")))
        .isInstanceOf(CatalogException.NamespaceNotFound.class);
    assertThat(Wait.failure(catalog.removeInstance(ORDERS.id(), "a")))
        .isInstanceOf(CatalogException.InstanceNotFound.class);
    assertThat(Wait.failure(catalog.setHealth(ORDERS.id(), "a", HealthStatus.HEALTHY)))
        .isInstanceOf(CatalogException.InstanceNotFound.class);
    Wait.of(catalog.putInstance(ORDERS.id(), instance("a")));
    assertThat(Wait.failure(catalog.deleteService(ORDERS.id())))
        .isInstanceOf(CatalogException.ResourceInUse.class);
    assertThat(Wait.failure(catalog.operation("x-1")))
        .isInstanceOf(CatalogException.OperationNotFound.class);
  }

  @Test
  public void aNamespaceWhoseServiceOnlyTheStoreKnowsIsInUse() {
    createOrders();
    var blind = new CatalogMirror();
    var other = new NodeCatalog(store, blind, Samples.LIMITS);
    assertThat(Wait.failure(other.deleteNamespace(PROD.id())))
        .isInstanceOf(CatalogException.ResourceInUse.class);
    assertThat(Wait.of(store.namespace(PROD.id())).isRemoved()).isFalse();
  }

  @Test
  public void aRemovedServiceIsMadeAgainWithAHigherRevision() {
    createOrders();
    long before = mirror.service(ORDERS.id()).revision();
    Wait.of(catalog.deleteService(ORDERS.id()));
    assertThat(Wait.of(catalog.createService(ORDERS, Labels.NONE)).revision())
        .isGreaterThan(before + 1);
  }

  @Test
  public void whatAMirrorKnowsIsPutBackIntoAStoreThatLostIt() {
    createOrders();
    Wait.of(catalog.putInstance(ORDERS.id(), instance("a")));
    var empty = newStore();
    Wait.of(new MirrorSync(empty, mirror, n -> assertThat(n).isEqualTo(2)).start());
    assertThat(Wait.of(empty.service(ORDERS.id()))).isEqualTo(mirror.service(ORDERS.id()));
    assertThat(Wait.of(empty.namespace(PROD.id()))).isEqualTo(mirror.namespace(PROD.id()));
  }

  @Test
  public void operationsAreRemembered() {
    var first = new Operation("a-1", "CREATE_NAMESPACE", "SUCCESS", null, null, 1, 1, Map.of());
    var second = new Operation("b-2", "CREATE_NAMESPACE", "FAIL", "X", "y", 2, 2, Map.of("N", "n"));
    long now = System.currentTimeMillis();
    Future.join(catalog.putOperation(at(first, now)), catalog.putOperation(at(second, now + 1)));
    await().untilAsserted(() -> assertThat(Wait.of(catalog.operations())).hasSize(2));
    assertThat(Wait.of(catalog.operations())).containsExactly(at(second, now + 1), at(first, now));
    assertThat(Wait.of(catalog.operation("b-2"))).isEqualTo(at(second, now + 1));
  }

  @Test
  public void whoeverComesFirstSaysWhenTheCatalogIsComplete() {
    long first = Wait.of(store.completeAt(5_000));
    assertThat(first).isBetween(store.nowMillis(), store.nowMillis() + 5_000);
    assertThat(Wait.of(store.completeAt(60_000))).isEqualTo(first);
  }

  private static Operation at(Operation o, long millis) {
    return new Operation(
        o.id(), o.type(), o.status(), o.errorCode(), o.errorMessage(), millis, millis, o.targets());
  }
}
