package io.fairlead.registry.lease;

import static io.fairlead.registry.Samples.holder;
import static io.fairlead.registry.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.Lease;
import io.fairlead.catalog.bus.Registration;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import io.fairlead.registry.lease.LeaseObserver.Answer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseOperationsTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Watched watched = new Watched();
  private final LocalCatalogStore store = new LocalCatalogStore(now::get);
  private final CatalogMirror mirror = new CatalogMirror();
  private final NodeCatalog catalog = new NodeCatalog(store, mirror, Samples.LIMITS);
  private final LocalLeaseStore leases = new LocalLeaseStore(now::get);
  private final LeaseOperations operations =
      new LeaseOperations(catalog, leases, Samples.LEASES, watched);

  @BeforeEach
  void followTheStore() {
    Wait.of(new MirrorSync(store, mirror, n -> {}).start());
  }

  private Lease register(Registration asked) {
    now.incrementAndGet();
    return Wait.of(operations.register(asked));
  }

  private ServiceEntry service(String namespace, String name) {
    return Wait.of(catalog.serviceByName(namespace, name));
  }

  @Test
  void aRegistrationMakesEverythingFromNothing() {
    var lease = register(registration("prod", "orders", "task1"));
    assertThat(lease.leaseMillis()).isEqualTo(10_000);
    assertThat(catalog.namespaces())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.type()).isEqualTo(NamespaceType.DNS_PRIVATE);
              assertThat(n.vpc()).isEqualTo("vpc-fairlead");
              assertThat(n.soaTtlSeconds()).isEqualTo(15);
            });
    var orders = service("prod", "orders");
    assertThat(orders.service().id()).isEqualTo(lease.serviceId());
    assertThat(orders.revision()).isEqualTo(lease.revision());
    assertThat(orders.service().isHealthChecked()).isTrue();
    assertThat(orders.service().dnsConfig().record(RecordType.A).orElseThrow().ttlSeconds())
        .isEqualTo(60);
    assertThat(orders.service().dnsConfig().record(RecordType.SRV)).isPresent();
    assertThat(orders.instances().get("task1").leased()).isTrue();
  }

  @Test
  void theSameAgainChangesNothingThatReadersSee() {
    var first = register(registration("prod", "orders", "task1"));
    assertThat(register(registration("prod", "orders", "task1"))).isEqualTo(first);
  }

  @Test
  void twentyTasksMayRegisterAtOnceFromNothing() {
    var all =
        IntStream.range(0, 20)
            .mapToObj(i -> operations.register(registration("prod", "orders", "task" + i)))
            .toList();
    all.forEach(Wait::of);
    assertThat(service("prod", "orders").instances()).hasSize(20);
  }

  @Test
  void anotherHealthIsARevisionButNoRegistration() {
    register(registration("prod", "orders", "task1"));
    var before = service("prod", "orders");
    var ill = withHealth(registration("prod", "orders", "task1"), HealthStatus.UNHEALTHY);
    assertThat(register(ill).revision()).isGreaterThan(before.revision());
    var after = service("prod", "orders");
    assertThat(after.instances().get("task1").healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
    assertThat(after.instancesRevision()).isEqualTo(before.instancesRevision());
  }

  @Test
  void aRenewalChangesTheLeaseOnly() {
    var first = register(registration("prod", "orders", "task1"));
    now.addAndGet(9_000);
    assertThat(Wait.of(operations.renew(holder("prod", "orders", "task1")))).isEqualTo(first);
    assertThat(Wait.of(leases.all()))
        .singleElement()
        .satisfies(l -> assertThat(l.untilMillis()).isEqualTo(now.get() + 10_000));
  }

  @Test
  void whoHoldsNoLeaseIsToldToRegister() {
    assertThat(failureCode(operations.renew(holder("prod", "orders", "task1"))))
        .isEqualTo(BusFailure.NOT_FOUND);
    register(registration("prod", "orders", "task1"));
    assertThat(failureCode(operations.renew(holder("prod", "orders", "task2"))))
        .isEqualTo(BusFailure.NOT_FOUND);
    Wait.of(catalog.removeInstance(service("prod", "orders").service().id(), "task1"));
    assertThat(failureCode(operations.renew(holder("prod", "orders", "task1"))))
        .as("a lease without its instance")
        .isEqualTo(BusFailure.NOT_FOUND);
    assertThat(watched.answers)
        .containsExactly(Answer.UNKNOWN, Answer.OK, Answer.UNKNOWN, Answer.UNKNOWN);
  }

  @Test
  void aDeregisteredInstanceIsGoneAndSoIsItsLease() {
    register(registration("prod", "orders", "task1"));
    var gone = Wait.of(operations.deregister(holder("prod", "orders", "task1")));
    assertThat(gone.revision()).isEqualTo(service("prod", "orders").revision());
    assertThat(service("prod", "orders").instances()).isEmpty();
    assertThat(Wait.of(leases.all())).isEmpty();
  }

  @Test
  void anUnknownInstanceIsDeregisteredAlready() {
    assertThat(Wait.of(operations.deregister(holder("prod", "orders", "task1"))).revision())
        .isZero();
    register(registration("prod", "orders", "task1"));
    assertThat(Wait.of(operations.deregister(holder("prod", "orders", "task2"))).revision())
        .isZero();
  }

  @Test
  void aNamespaceOfTheApiIsUsedWhateverItsKind() {
    String id = ResourceIds.namespaceId(NamespaceType.HTTP, null, "prod");
    Wait.of(
        catalog.createNamespace(
            new Namespace(id, "prod", NamespaceType.HTTP, "", null, 0, 5, "c"), Labels.NONE));
    register(registration("prod", "orders", "task1"));
    assertThat(catalog.namespaces()).hasSize(1);
    assertThat(service("prod", "orders").service().dnsConfig()).isNull();
    Wait.of(operations.renew(holder("prod", "orders", "task1")));
  }

  @Test
  void aLeaseIsCutToWhatTheRegistryGrants() {
    assertThat(register(withLease(registration("prod", "orders", "a"), 86_400_000)).leaseMillis())
        .isEqualTo(300_000);
    assertThat(register(withLease(registration("prod", "orders", "b"), 0)).leaseMillis())
        .isEqualTo(10_000);
  }

  @Test
  void whatBreaksARuleIsInvalid() {
    var failure = Wait.failure(operations.register(registration("prod", "Orders!", "task1")));
    assertThat(BusFailure.is(failure, BusFailure.INVALID)).isTrue();
    assertThat(failure).hasMessageContaining("Orders!").hasMessageContaining("expected");
    assertThat(catalog.namespaces()).isEmpty();
    assertThat(watched.answers).containsExactly(Answer.INVALID);
  }

  private static int failureCode(io.vertx.core.Future<?> future) {
    return ((io.vertx.core.eventbus.ReplyException) Wait.failure(future)).failureCode();
  }

  private static Registration withHealth(Registration r, HealthStatus status) {
    return new Registration(
        r.namespace(), r.service(), r.instanceId(), r.attributes(), status, r.leaseMillis());
  }

  private static Registration withLease(Registration r, long millis) {
    return new Registration(
        r.namespace(), r.service(), r.instanceId(), r.attributes(), r.healthStatus(), millis);
  }
}
