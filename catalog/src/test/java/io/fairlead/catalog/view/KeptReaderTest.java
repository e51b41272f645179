package io.fairlead.catalog.view;

import static io.fairlead.catalog.Samples.namespace;
import static io.fairlead.catalog.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that outlive the registry, and processes. */
class KeptReaderTest {
  private static final ReaderSettings QUICK =
      new ReaderSettings(
          Duration.ofMinutes(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ofMillis(20));
  private static final CatalogState KEPT =
      CatalogState.EMPTY
          .apply(namespace("ns-1", 7))
          .apply(new EndpointsChanged(service("srv-1", 10, "a", "b"), true))
          .apply(new EndpointsChanged(service("srv-2", 11, "c"), true));

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final List<CatalogReader> readers = new CopyOnWriteArrayList<>();
  private volatile SnapshotPage page;

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void answerSnapshots() {
    path = folder.resolve("view.json");
    bus.answer(
        BusAddress.SNAPSHOT,
        SnapshotRequest.class,
        q ->
            page == null
                ? Future.failedFuture(BusFailure.of(BusFailure.UNAVAILABLE, "nobody"))
                : Future.succeededFuture(page));
  }

  @AfterEach
  void close() throws Exception {
    readers.forEach(r -> join(r.close()));
    join(vertx.close());
  }

  private static void join(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  private ViewKeeper keeper(Duration interval) {
    return new ViewKeeper(vertx, path, interval, 1 << 20);
  }

  private CatalogReader start(ViewKeeper keeper) {
    var reader = new CatalogReader(vertx, QUICK, keeper);
    readers.add(reader);
    reader.start();
    return reader;
  }

  private CatalogReader startFromKept() throws IOException {
    new ViewFile(path, 1 << 20).write(new KeptView(System.currentTimeMillis(), KEPT));
    var reader = start(keeper(Duration.ofMillis(10)));
    await().until(reader::hasView);
    return reader;
  }

  private static SnapshotPage page(boolean complete, long revision, ServiceEndpoints... services) {
    return new SnapshotPage(false, complete, revision, 0, List.of(), List.of(services), null);
  }

  private static int endpoints(CatalogReader reader, String service) {
    return reader.state().service("ns-1.local", service).map(s -> s.endpoints().size()).orElse(0);
  }

  @Test
  void withoutARegistryTheLastViewServesAndIsStale() throws IOException {
    var reader = startFromKept();

    assertThat(reader.isStale()).isTrue();
    assertThat(reader.isSynced()).isFalse();
    assertThat(endpoints(reader, "srv-1")).isEqualTo(2);
    assertThat(endpoints(reader, "srv-2")).isEqualTo(1);
    assertThat(reader.state().namespaces()).hasSize(1);
  }

  @Test
  void listenersHearOfTheLastView() throws IOException {
    new ViewFile(path, 1 << 20).write(new KeptView(1, KEPT));
    var reader = new CatalogReader(vertx, QUICK, keeper(Duration.ofMillis(10)));
    readers.add(reader);
    List<CatalogState> heard = new CopyOnWriteArrayList<>();
    reader.onChange(heard::add);

    reader.start();

    await().until(() -> heard.size() == 1);
    assertThat(heard.get(0).services()).hasSize(2);
  }

  @Test
  void aCompleteRegistryReplacesTheLastViewWhole() throws IOException {
    var reader = startFromKept();

    page = page(true, 100, service("srv-1", 10, "a", "b"));

    await().until(reader::isSynced);
    assertThat(reader.isStale()).isFalse();
    assertThat(reader.state().isComplete()).isTrue();
    assertThat(reader.state().services()).hasSize(1);
    assertThat(endpoints(reader, "srv-1")).isEqualTo(2);
  }

  @Test
  void aRegistryThatComesBackEmptyDropsNothing() throws IOException {
    var reader = startFromKept();

    page = page(false, 100, service("srv-1", 50, "a", "z"));

    await().until(reader::isSynced);
    assertThat(reader.isStale()).isFalse();
    assertThat(reader.state().isComplete()).isFalse();
    assertThat(endpoints(reader, "srv-1")).as("a and z, and b which may come back").isEqualTo(3);
    assertThat(endpoints(reader, "srv-2")).isEqualTo(1);

    page = page(true, 200, service("srv-1", 50, "a", "z"));
    await().until(() -> reader.state().isComplete());
    assertThat(endpoints(reader, "srv-1")).isEqualTo(2);
    assertThat(endpoints(reader, "srv-2")).isZero();
  }

  @Test
  void changesAreWrittenDown() throws IOException {
    page = page(true, 100);
    var reader = start(keeper(Duration.ofMillis(10)));
    await().until(reader::isSynced);

    bus.publish(
        BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(service("srv-7", 200, "x"), true));

    await().until(() -> kept().servicesById().containsKey("srv-7"));
  }

  @Test
  void closingWritesWhatWasNotWrittenYet() {
    page = page(true, 100, service("srv-1", 10, "a"));
    var reader = start(keeper(Duration.ofHours(1)));
    await().until(reader::isSynced);
    assertThat(path).doesNotExist();

    join(reader.close());

    assertThat(kept().servicesById()).containsKey("srv-1");
  }

  @Test
  void manyChangesAreFewWrites() {
    page = page(true, 100);
    var keeper = keeper(Duration.ofMillis(200));
    var reader = start(keeper);
    await().until(reader::isSynced);
    long begun = System.nanoTime();

    int[] revision = {200};
    vertx.setPeriodic(
        1,
        t -> {
          if (revision[0] < 700) {
            var changed = service("srv-1", ++revision[0], "x");
            bus.publish(BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(changed, true));
          }
        });

    await().until(() -> revisionKept() == 700);
    long intervals = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 200 + 2;
    assertThat(keeper.savedCount()).isLessThanOrEqualTo(intervals);
  }

  @Test
  void aFolderThatCannotBeWrittenIsCountedAndTheReaderGoesOn() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    path = folder.resolve("file").resolve("view.json");
    page = page(true, 100, service("srv-1", 10, "a"));
    var keeper = keeper(Duration.ofMillis(10));
    var reader = start(keeper);

    await().until(() -> keeper.failedCount() > 0);

    assertThat(reader.isSynced()).isTrue();
    assertThat(endpoints(reader, "srv-1")).isEqualTo(1);
    assertThat(keeper.savedCount()).isZero();
  }

  private CatalogState kept() {
    return new ViewFile(path, 1 << 20).read().map(KeptView::state).orElse(CatalogState.EMPTY);
  }

  private long revisionKept() {
    var service = kept().servicesById().get("srv-1");
    return service == null ? 0 : service.revision();
  }
}
