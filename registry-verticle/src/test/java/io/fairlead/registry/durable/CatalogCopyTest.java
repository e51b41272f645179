package io.fairlead.registry.durable;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.policy.Algorithm;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.Wait;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.CatalogStore;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.LocalCatalogStore;
import io.fairlead.registry.catalog.NamespaceChange;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.catalog.ServiceChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCopyTest {
  private static final String ORDERS = service("prod", "orders").id();
  private static final Duration PROBE = Duration.ofMillis(50);

  @TempDir private Path folder;
  private final AtomicInteger commits = new AtomicInteger();
  private final LocalCatalogStore inner = new LocalCatalogStore(System::currentTimeMillis);
  private CatalogCopy copy;
  private CatalogStore store;

  private CopyPlace place() {
    return new CopyPlace(folder, "catalog-a.mv", "a");
  }

  private CopyFile.Contents open() {
    copy = new CatalogCopy(place(), "there", PROBE, nanos -> commits.incrementAndGet());
    var contents = copy.open();
    copy.start(null);
    store = new DurableCatalogStore(inner, copy);
    return contents;
  }

  @AfterEach
  void close() throws InterruptedException {
    copy.close();
  }

  private CopyFile.Contents reopened() throws InterruptedException {
    copy.close();
    return open();
  }

  private void createOrders() {
    Wait.of(
        store.change(
            namespace("prod").id(), new NamespaceChange.Create(namespace("prod"), Labels.NONE)));
    Wait.of(
        store.change(
            ORDERS,
            new ServiceChange.Create(
                "prod", service("prod", "orders"), Labels.tagged(Map.of("a", "b")))));
  }

  @Test
  void whatWasAcknowledgedIsReadAgainAsItWas() throws InterruptedException {
    open();
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
    Wait.of(store.change(ORDERS, new ServiceChange.SetPolicy(policy, 0L)));
    Wait.of(store.change(ORDERS, new ServiceChange.Put(leased("l/1"), 9)));
    Wait.of(store.change(ORDERS, new ServiceChange.Put(instance("gone"), 9)));
    Wait.of(store.change(ORDERS, new ServiceChange.Deregister("gone")));
    Wait.of(
        store.change(
            ORDERS, new ServiceChange.PushHealth("l/1", HealthStatus.UNHEALTHY, 5_000_000)));
    var contents = reopened();
    assertThat(contents.services()).containsExactly(Wait.of(inner.service(ORDERS)));
    assertThat(contents.services().get(0).entry().service().trafficPolicy()).isEqualTo(policy);
    assertThat(contents.namespaces())
        .containsExactly(Wait.of(inner.namespace(namespace("prod").id())));
    assertThat(contents.aliveMicros()).isPositive();
  }

  @Test
  void aRemovalIsReadAgain() throws InterruptedException {
    open();
    createOrders();
    Wait.of(store.change(ORDERS, new ServiceChange.Remove()));
    assertThat(reopened().services())
        .containsExactly(Wait.of(inner.service(ORDERS)))
        .allMatch(s -> s.isRemoved());
  }

  @Test
  void operationsOfTheLastHourAreReadAgain() throws InterruptedException {
    open();
    long now = System.currentTimeMillis();
    Wait.of(store.putOperation(operation("old", now - Duration.ofHours(2).toMillis())));
    Wait.of(store.putOperation(operation("young", now)));
    assertThat(reopened().operations()).containsExactly(operation("young", now));
  }

  @Test
  void manyWritersShareACommit() {
    open();
    createOrders();
    commits.set(0);
    var writes =
        IntStream.range(0, 500)
            .mapToObj(n -> store.change(ORDERS, new ServiceChange.Put(instance("i" + n), 1000)))
            .toList();
    writes.forEach(Wait::of);
    assertThat(commits.get()).isBetween(1, 250);
  }

  @Test
  void aSecondProcessIsToldWhoHasTheFile() {
    open();
    assertThatThrownBy(() -> place().open())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("catalog-a.mv is in use by another process")
        .hasMessageContaining("data.folder");
  }

  @Test
  void aDamagedFileSaysWhatToDo() throws Exception {
    open();
    createOrders();
    copy.close();
    Files.writeString(folder.resolve("catalog-a.mv"), "x".repeat(20_000));
    copy = new CatalogCopy(place(), "there", PROBE, nanos -> {});
    assertThatThrownBy(copy::open)
        .isInstanceOf(DamagedCopy.class)
        .hasMessageContaining("catalog-a.mv is damaged")
        .hasMessageContaining("takes the catalog from the other registry nodes")
        .hasMessageContaining("fairlead registry import");
  }

  @Test
  void aTornTailIsTheCommitBefore() throws Exception {
    open();
    createOrders();
    copy.close();
    var file = folder.resolve("catalog-a.mv");
    Files.write(file, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
    assertThat(open().services()).containsExactly(Wait.of(inner.service(ORDERS)));
  }

  @Test
  void aLaterFormatIsNotTouched() throws Exception {
    open();
    copy.close();
    try (var later = MVStore.open(folder.resolve("catalog-a.mv").toString())) {
      later
          .openMap(
              "header",
              new MVMap.Builder<String, String>()
                  .keyType(StringDataType.INSTANCE)
                  .valueType(StringDataType.INSTANCE))
          .put("format", "3");
    }
    assertThatThrownBy(() -> place().open())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("was written by a later release")
        .hasMessageContaining("format 3");
  }

  @Test
  void twoLinesOfChangesAreMerged() throws InterruptedException {
    open();
    createOrders();
    var base = Wait.of(inner.service(ORDERS));
    copy.follow(TwoLines.changed(base, "left", "node-1"));
    copy.follow(TwoLines.changed(base, "right", "node-2"));
    var read = reopened().services().get(0);
    assertThat(read.entry().instances()).containsOnlyKeys("left", "right");
  }

  @Test
  void aDiskThatFailsRefusesChangesUntilItTakesThemAgain() throws InterruptedException {
    var disk = new FailingDisk(place());
    copy = new CatalogCopy(disk, "data.folder = x", PROBE, nanos -> {});
    copy.open();
    copy.start(null);
    store = new DurableCatalogStore(inner, copy);
    createOrders();
    disk.failing = true;
    var refused = store.change(ORDERS, new ServiceChange.Put(instance("a"), 9));
    assertThat(Wait.failure(refused))
        .isInstanceOf(CatalogException.Unavailable.class)
        .hasMessageContaining("data.folder = x")
        .hasMessageContaining("no space left");
    assertThat(copy.trouble()).contains("no space left");
    // Refused before it is made; what others make is followed all the same.
    assertThat(Wait.failure(store.change(ORDERS, new ServiceChange.Remove())))
        .isInstanceOf(CatalogException.Unavailable.class);
    assertThat(Wait.of(store.service(ORDERS)).entry().instances()).containsOnlyKeys("a");
    copy.follow(Wait.of(inner.change(ORDERS, new ServiceChange.Put(instance("b"), 9))).held());
    disk.failing = false;
    await().until(() -> copy.trouble() == null);
    Wait.of(store.change(ORDERS, new ServiceChange.Put(instance("c"), 9)));
    copy.close();
    try (var read = place().open()) {
      assertThat(read.read().services().get(0).entry().instances()).containsOnlyKeys("a", "b", "c");
    }
  }

  private static Operation operation(String id, long millis) {
    return new Operation(id, "REGISTER_INSTANCE", "SUCCESS", null, null, millis, millis, Map.of());
  }
}
