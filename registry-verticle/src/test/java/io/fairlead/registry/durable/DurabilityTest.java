package io.fairlead.registry.durable;

import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;
import io.fairlead.node.Drain;
import io.fairlead.node.NodeContext;
import io.fairlead.node.Readiness;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.Samples;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogMirror;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.MirrorSync;
import io.fairlead.registry.catalog.NodeCatalog;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.lease.LeaseObserver;
import io.fairlead.registry.lease.LeaseSweep;
import io.fairlead.registry.lease.LocalLeaseStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class DurabilityTest {
  private static final String ORDERS = service("prod", "orders").id();

  @TempDir private Path folder;
  private Vertx vertx;

  @BeforeEach
  void useVertx(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A node alone, from its start to its end. */
  private final class Life {
    final Readiness readiness = new Readiness();
    final LocalCatalogStore store = new LocalCatalogStore(System::currentTimeMillis);
    final CatalogMirror mirror = new CatalogMirror();
    final Durability disk;
    final NodeCatalog catalog;

    Life(Path at) {
      var node = new NodeContext(vertx, new SimpleMeterRegistry(), readiness, new Drain());
      var settings = new DiskSettings(at.toString(), "", Duration.ofMillis(50), 1 << 20);
      disk = Durability.of(node, settings, "10.0.0.1:5701", store, mirror);
      catalog = new NodeCatalog(disk.store(), mirror, Samples.LIMITS);
    }

    Life start() {
      Wait.of(disk.start(Duration.ZERO));
      Wait.of(new MirrorSync(store, mirror, n -> {}).start());
      return this;
    }

    void end() {
      Wait.of(disk.close());
    }
  }

  @Test
  void anotherLifeKnowsWhatTheFirstOneAcknowledged() {
    var first = new Life(folder).start();
    Wait.of(first.catalog.createNamespace(namespace("prod"), Labels.tagged(Map.of("k", "v"))));
    Wait.of(first.catalog.createService(service("prod", "orders"), Labels.NONE));
    var policy =
        new TrafficPolicy(
            new Balancing(Algorithm.PEAK_EWMA, null, null, null, 7),
            null,
            null,
            null,
            null,
            null,
            null);
    Wait.of(first.catalog.setPolicy(ORDERS, policy, null));
    Wait.of(first.catalog.createNamespace(namespace("gone"), Labels.NONE));
    Wait.of(first.catalog.deleteNamespace(namespace("gone").id()));
    long now = System.currentTimeMillis();
    var operation = new Operation("o-1", "X", "SUCCESS", null, null, now, now, Map.of());
    Wait.of(first.catalog.putOperation(operation));
    first.end();

    var second = new Life(folder).start();
    assertThat(Wait.of(second.store.contents()).services())
        .isEqualTo(Wait.of(first.store.contents()).services());
    assertThat(Wait.of(second.store.contents()).namespaces())
        .containsExactlyInAnyOrderElementsOf(Wait.of(first.store.contents()).namespaces());
    assertThat(second.catalog.namespaces()).extracting(Namespace::name).containsExactly("prod");
    assertThat(Wait.of(second.catalog.service(ORDERS)).service().policy())
        .isEqualTo(new VersionedPolicy(1, policy));
    assertThat(Wait.of(second.catalog.operation("o-1"))).isEqualTo(operation);
    second.end();
  }

  @Test
  void theFirstFormatIsReadOnceAndPutAside() throws IOException {
    try (var sample = getClass().getResourceAsStream("catalog-version-1.json")) {
      Files.copy(sample, folder.resolve("catalog.json"));
    }
    for (int life = 0; life < 2; life++) {
      var node = new Life(folder).start();
      assertThat(node.catalog.namespaces())
          .extracting(Namespace::name)
          .containsExactly("shop.local");
      var hello = Wait.of(node.catalog.service("srv-f3nxo7pyvc5m2zla"));
      assertThat(hello.instances().get("hello-1").attributes())
          .containsEntry("AWS_INSTANCE_PORT", "8000");
      assertThat(folder.resolve("catalog.json")).doesNotExist();
      assertThat(folder.resolve("catalog.json.migrated")).exists();
      node.end();
    }
  }

  @Test
  void aFirstFormatThatIsNoCatalogStopsTheStart() throws IOException {
    Files.writeString(folder.resolve("catalog.json"), "{\"namespaces\": [");
    assertThat(Wait.failure(new Life(folder).disk.start(Duration.ZERO)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("is no catalog")
        .hasMessageContaining("move it away");
  }

  @Test
  void aFolderThatIsNoneStopsTheStart() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThat(Wait.failure(new Life(file).disk.start(Duration.ZERO)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("data.folder = " + file)
        .hasMessageContaining("a folder on a disk with room");
  }

  @Test
  void leasedInstancesFromDiskHaveTimeToRenew() {
    var first = new Life(folder).start();
    Wait.of(first.catalog.createNamespace(namespace("prod"), Labels.NONE));
    Wait.of(first.catalog.createService(service("prod", "orders"), Labels.NONE));
    Wait.of(first.catalog.putInstance(ORDERS, leased("a")));
    first.end();

    var second = new Life(folder).start();
    var clock = new AtomicLong(System.currentTimeMillis());
    var leases = new LocalLeaseStore(clock::get);
    var sweep = new LeaseSweep(leases, second.catalog, Samples.LEASES, new NobodyListens());
    Wait.of(sweep.sweep());
    assertThat(second.mirror.service(ORDERS).entry().instances()).containsOnlyKeys("a");
    Wait.of(sweep.repair());
    clock.addAndGet(1_000);
    Wait.of(sweep.sweep());
    assertThat(second.mirror.service(ORDERS).entry().instances()).containsOnlyKeys("a");
    for (int n = 0; n < 40; n++) {
      clock.addAndGet(1_000);
      Wait.of(sweep.sweep());
    }
    assertThat(second.mirror.service(ORDERS).entry().instances()).isEmpty();
    second.end();
  }

  @Test
  void aRealDiskThatIsFullRefusesChangesUntilThereIsRoom() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"))) {
      var node = new Life(disk.path()).start();
      Wait.of(node.catalog.createNamespace(namespace("prod"), Labels.NONE));
      disk.fill();
      Throwable refused = null;
      for (int n = 0; n < 100 && refused == null; n++) {
        var change = node.catalog.createNamespace(namespace("n" + n), Labels.NONE);
        await().until(change::isComplete);
        refused = change.cause();
      }
      assertThat(refused).hasMessageContaining("it cannot keep them in data.folder = ");
      assertThat(node.readiness.missing()).containsExactly("catalog on disk");
      assertThat(node.catalog.namespaces()).extracting(Namespace::name).contains("prod");
      disk.makeRoom();
      await().atMost(30, TimeUnit.SECONDS).until(() -> node.readiness.missing().isEmpty());
      Wait.of(node.catalog.createNamespace(namespace("after"), Labels.NONE));
      var known = node.catalog.namespaces();
      node.end();
      var again = new Life(disk.path()).start();
      assertThat(again.catalog.namespaces()).isEqualTo(known);
      again.end();
    }
  }

  @Test
  void aFolderForReadingOnlyStopsTheStart() throws Exception {
    try (var disk = SmallDisk.mount(folder.resolve("disk"))) {
      Assumptions.assumeTrue(disk.readOnly(), "the disk cannot be made read-only");
      assertThat(Wait.failure(new Life(disk.path()).disk.start(Duration.ZERO)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("data.folder = " + disk.path());
    }
  }

  private static final class NobodyListens implements LeaseObserver {
    @Override
    public void answered(String operation, Answer answer, long nanos) {
      // Nobody listens.
    }

    @Override
    public void expired() {
      // Nobody listens.
    }

    @Override
    public void frozen(int leases) {
      // Nobody listens.
    }

    @Override
    public void freezeChanged(boolean begun) {
      // Nobody listens.
    }
  }
}
