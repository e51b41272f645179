package io.fairlead.registry.lease;

import static io.fairlead.registry.Samples.holder;
import static io.fairlead.registry.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.ServiceEntry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseSweepTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final Watched watched = new Watched();
  private final LocalCatalogStore store = new LocalCatalogStore(now::get);
  private final CatalogMirror mirror = new CatalogMirror();
  private final NodeCatalog catalog = new NodeCatalog(store, mirror, Samples.LIMITS);
  private final LocalLeaseStore leases = new LocalLeaseStore(now::get);
  private final LeaseOperations operations =
      new LeaseOperations(catalog, leases, Samples.LEASES, watched);
  private final LeaseSweep sweep = new LeaseSweep(leases, catalog, Samples.LEASES, watched);

  @BeforeEach
  void followTheStore() {
    Wait.of(new MirrorSync(store, mirror, n -> {}).start());
  }

  private void register(int from, int to) {
    IntStream.range(from, to)
        .forEach(i -> Wait.of(operations.register(registration("prod", "orders", "task" + i))));
  }

  private void renew(int from, int to) {
    IntStream.range(from, to)
        .forEach(i -> Wait.of(operations.renew(holder("prod", "orders", "task" + i))));
  }

  /** A second at a time, as the sweeps of a running node do. */
  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now.addAndGet(1_000);
      Wait.of(sweep.sweep());
    }
  }

  private Set<String> instances() {
    return catalog.services().stream()
        .flatMap(s -> s.instances().keySet().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void aRenewedLeaseLives() {
    register(0, 1);
    for (int i = 0; i < 20; i++) {
      pass(3);
      renew(0, 1);
    }
    assertThat(instances()).containsExactly("task0");
    assertThat(watched.expired).isZero();
  }

  @Test
  void aLeaseThatRanOutTakesItsInstanceAlong() {
    register(0, 1);
    pass(9);
    assertThat(instances()).containsExactly("task0");
    pass(1);
    assertThat(instances()).isEmpty();
    assertThat(watched.expired).isEqualTo(1);
    assertThat(Wait.of(leases.all())).isEmpty();
  }

  @Test
  void aFewThatDieTogetherAreBelieved() {
    register(0, 4);
    pass(10);
    assertThat(instances()).isEmpty();
  }

  @Test
  void fewerThanHalfThatDieTogetherAreBelieved() {
    register(0, 20);
    for (int i = 0; i < 5; i++) {
      pass(3);
      renew(10, 20);
    }
    assertThat(instances()).hasSize(10);
    assertThat(watched.expired).isEqualTo(10);
  }

  @Test
  void moreThanHalfThatFallSilentAreKeptUntilRenewalsReturn() {
    register(0, 10);
    for (int i = 0; i < 5; i++) {
      pass(3);
      renew(0, 4);
    }
    assertThat(instances()).hasSize(10);
    assertThat(watched.frozen).isEqualTo(6);
    assertThat(watched.freezes).containsExactly(true);
    assertThat(sweep.frozen()).isEqualTo(Map.of("prod", 6L));
    // Three of the six come back: now three are fewer than half.
    for (int i = 0; i < 5; i++) {
      renew(0, 7);
      pass(3);
    }
    assertThat(instances()).hasSize(7);
    assertThat(watched.frozen).isZero();
    assertThat(watched.freezes).containsExactly(true, false);
    assertThat(sweep.frozen()).isEmpty();
    assertThat(watched.expired).isEqualTo(3);
  }

  @Test
  void whatIsKeptIsRemovedWhenAnOperatorReleasesIt() {
    register(0, 10);
    Wait.of(operations.register(registration("test", "orders", "other")));
    for (int i = 0; i < 5; i++) {
      pass(3);
      renew(0, 4);
      Wait.of(operations.renew(holder("test", "orders", "other")));
    }
    assertThat(instances()).hasSize(11);
    assertThat(Wait.of(sweep.release())).isEqualTo(Map.of("prod", 6L));
    assertThat(instances()).containsExactlyInAnyOrder("task0", "task1", "task2", "task3", "other");
    pass(1);
    assertThat(sweep.frozen()).isEmpty();
    assertThat(watched.freezes).containsExactly(true, false);
  }

  @Test
  void whereNothingIsKeptNothingIsReleased() {
    register(0, 10);
    pass(3);
    assertThat(Wait.of(sweep.release())).isEmpty();
    assertThat(instances()).hasSize(10);
  }

  @Test
  void silenceSpreadOverTheRenewalIntervalIsSeenAsOne() {
    register(0, 4);
    pass(1);
    register(4, 8);
    pass(1);
    register(8, 12);
    pass(15);
    assertThat(instances()).hasSize(12);
    assertThat(watched.expired).isZero();
  }

  @Test
  void otherNamespacesGoOnExpiring() {
    register(0, 6);
    Wait.of(operations.register(registration("test", "orders", "other")));
    pass(10);
    assertThat(instances()).hasSize(6).doesNotContain("other");
  }

  @Test
  void aClockThatJumpsAheadExpiresNobody() {
    register(0, 2);
    pass(1);
    now.addAndGet(3_600_000);
    Wait.of(sweep.sweep());
    pass(3);
    renew(0, 1);
    pass(9);
    assertThat(instances()).as("who lives has renewed").containsExactly("task0");
  }

  @Test
  void aClockThatGoesBackKeepsNobodyAliveForLong() {
    register(0, 1);
    pass(1);
    now.addAndGet(-3_600_000);
    pass(12);
    assertThat(instances()).isEmpty();
  }

  @Test
  void whenNodesWereLostEveryHolderMayRenewFirst() {
    register(0, 1);
    pass(8);
    Wait.of(sweep.afterLoss());
    pass(9);
    assertThat(instances()).containsExactly("task0");
    pass(1);
    assertThat(instances()).isEmpty();
  }

  @Test
  void instancesOfTheApiStay() {
    register(0, 1);
    String service = catalog.services().iterator().next().service().id();
    var api = new Instance("api", Map.of(), HealthStatus.UNKNOWN, false, null);
    Wait.of(catalog.putInstance(service, api));
    pass(20);
    assertThat(instances()).containsExactly("api");
  }

  @Test
  void anInstanceWhoseLeaseWasLostGetsOneMore() {
    register(0, 1);
    Wait.of(leases.change(leaseKey(), new LeaseChange.Release()));
    Wait.of(sweep.repair());
    pass(9);
    assertThat(instances()).containsExactly("task0");
    pass(2);
    assertThat(instances()).isEmpty();
  }

  @Test
  void aRegistrationWhileItsLeaseIsExpiringWins() {
    register(0, 1);
    pass(9);
    // What a sweep does, with a registration between its steps.
    String service = catalog.services().iterator().next().service().id();
    long revision = catalog.knownService(service).map(ServiceEntry::revision).orElseThrow();
    now.addAndGet(1_000);
    Wait.of(leases.change(leaseKey(), new LeaseChange.Expire(now.get())));
    register(0, 1);
    assertThat(Wait.of(catalog.expireInstance(service, "task0", revision))).isFalse();
    assertThat(Wait.of(leases.change(leaseKey(), new LeaseChange.Drop())).answer()).isFalse();
    assertThat(instances()).containsExactly("task0");
  }

  private String leaseKey() {
    return HeldLease.key(catalog.services().iterator().next().service().id(), "task0");
  }
}
