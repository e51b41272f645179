package io.fairlead.catalog.view;

import static io.fairlead.catalog.Samples.namespace;
import static io.fairlead.catalog.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.Bus;
import io.fairlead.catalog.bus.BusAddress;
import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.catalog.bus.BusRestored;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.ServiceRemoved;
import io.fairlead.catalog.bus.SnapshotPage;
import io.fairlead.catalog.bus.SnapshotRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
  private static final ReaderSettings PATIENT =
      new ReaderSettings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(20));

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private final List<SnapshotRequest> asked = new CopyOnWriteArrayList<>();
  private final List<NamespaceChanged> namespaces = new CopyOnWriteArrayList<>();
  private final List<ServiceEndpoints> services = new CopyOnWriteArrayList<>();
  private volatile boolean answers = true;
  private volatile boolean complete = true;
  private volatile long revision = 100;
  private volatile long catalogRevision;

  @BeforeEach
  void answerSnapshots() {
    bus.answer(BusAddress.SNAPSHOT, SnapshotRequest.class, this::page);
  }

  @AfterEach
  void close() {
    join(vertx.close());
  }

  /** Two services a page. */
  private Future<SnapshotPage> page(SnapshotRequest request) {
    if (!answers) {
      return Future.failedFuture(BusFailure.of(BusFailure.UNAVAILABLE, "nobody is at home"));
    }
    asked.add(request);
    if (request.digest() != 0 && request.digest() == Digest.of(namespaces, services)) {
      return Future.succeededFuture(
          new SnapshotPage(true, true, revision, catalogRevision, null, null, null));
    }
    int from = request.after() == null ? 0 : Integer.parseInt(request.after());
    int to = Math.min(services.size(), from + 2);
    return Future.succeededFuture(
        new SnapshotPage(
            false,
            complete,
            revision,
            catalogRevision,
            from == 0 ? namespaces : null,
            services.subList(from, to),
            to < services.size() ? Integer.toString(to) : null));
  }

  @Test
  void theFirstSnapshotIsFetchedPageByPage() {
    namespaces.add(namespace("ns-1", 1));
    for (int i = 0; i < 5; i++) {
      services.add(service("srv-" + i, 10 + i, "task-" + i));
    }

    var reader = start(PATIENT);

    await().until(reader::isSynced);
    assertThat(reader.state().services()).containsExactlyInAnyOrderElementsOf(services);
    assertThat(reader.state().namespaces()).hasSize(1);
    assertThat(asked).extracting(SnapshotRequest::after).containsExactly(null, "2", "4");
  }

  @Test
  void eventsChangeTheStateAndTellTheListeners() {
    var reader = start(PATIENT);
    List<CatalogState> heard = new CopyOnWriteArrayList<>();
    reader.onChange(heard::add);
    await().until(reader::isSynced);
    heard.clear();

    bus.publish(
        BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(service("srv-1", 200, "task-1"), true));
    await().until(() -> reader.state().services().size() == 1);
    bus.publish(BusAddress.SERVICE_REMOVED, new ServiceRemoved("srv-1", 201));
    await().until(() -> reader.state().services().isEmpty());

    assertThat(heard).hasSize(2);
    assertThat(heard.get(1)).isSameAs(reader.state());
  }

  @Test
  void aRestoredBusIsFollowedByASnapshot() {
    var reader = start(PATIENT);
    await().until(reader::isSynced);

    services.add(service("srv-1", 150, "task-1"));
    bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));

    await().until(() -> reader.state().services().size() == 1);
  }

  @Test
  void aRestoredBusWithoutNewsCostsOneDigest() {
    services.add(service("srv-1", 50, "task-1"));
    services.add(service("srv-2", 51, "task-1"));
    services.add(service("srv-3", 52, "task-1"));
    var reader = start(PATIENT);
    await().until(reader::isSynced);
    asked.clear();

    bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));

    await().until(() -> asked.size() == 1);
    assertThat(asked.get(0).digest()).isEqualTo(Digest.of(List.of(), services));
    assertThat(reader.state().services()).hasSize(3);
  }

  @Test
  void aReaderThatKnowsEverythingIsToldTheRevisionAllTheSame() {
    services.add(service("srv-1", 50, "task-1"));
    catalogRevision = 60;
    var reader = start(PATIENT);
    await().until(reader::isSynced);
    assertThat(reader.state().revision()).isEqualTo(60);
    List<CatalogState> heard = new CopyOnWriteArrayList<>();
    reader.onChange(heard::add);
    asked.clear();

    bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));
    await().until(() -> asked.size() == 1);
    catalogRevision = 70;
    await()
        .until(
            () -> {
              bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));
              return reader.state().revision() == 70;
            });

    assertThat(asked).as("unchanged each time").allMatch(request -> request.digest() != 0);
    assertThat(heard).as("told once, not of the same revision").hasSize(1);
    assertThat(heard.get(0).revision()).isEqualTo(70);
    assertThat(reader.state().services()).hasSize(1);
    assertThat(reader.state().service("ns-1.local", "srv-1")).isPresent();
  }

  @Test
  void readersOfOneCatalogHaveOneRevisionHoweverTheyLearnedOfIt() {
    var present = start(PATIENT);
    await().until(present::isSynced);
    bus.publish(
        BusAddress.ENDPOINTS_CHANGED, new EndpointsChanged(service("srv-1", 200, "a"), true));
    bus.publish(BusAddress.SERVICE_REMOVED, new ServiceRemoved("srv-1", 201));
    await().until(() -> present.state().revision() == 201);

    catalogRevision = 201;
    var late = start(PATIENT);

    await().until(late::isSynced);
    assertThat(late.state().revision()).isEqualTo(present.state().revision());
    assertThat(late.state().digest()).isEqualTo(present.state().digest());
  }

  @Test
  void whileNobodyAnswersTheLastStateStays() {
    services.add(service("srv-1", 50, "task-1"));
    var reader = start(PATIENT);
    await().until(reader::isSynced);
    var last = reader.state();

    answers = false;
    services.clear();
    bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));
    await().during(Duration.ofMillis(200)).until(() -> reader.state() == last);
    answers = true;

    await().until(() -> reader.state().services().isEmpty());
  }

  @Test
  void aFailedFirstSnapshotIsAskedForAgain() {
    answers = false;
    services.add(service("srv-1", 50, "task-1"));
    var reader = start(PATIENT);
    await().during(Duration.ofMillis(100)).until(() -> !reader.isSynced());

    answers = true;

    await().until(() -> reader.isSynced() && reader.state().services().size() == 1);
  }

  @Test
  void anEmptyRegistryThatIsBeingFilledTakesNothingAwayAndIsAskedAgain() {
    services.addAll(List.of(service("srv-1", 50, "task-1"), service("srv-2", 51, "task-2")));
    var reader =
        start(
            new ReaderSettings(
                Duration.ofMinutes(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                Duration.ofMillis(20)));
    await().until(reader::isSynced);

    complete = false;
    revision = 300;
    services.clear();
    bus.publish(BusAddress.BUS_RESTORED, new BusRestored("127.0.0.1:7071"));
    await().until(() -> !reader.state().isComplete());
    assertThat(reader.state().services()).hasSize(2);

    services.add(service("srv-1", 310, "task-1"));
    complete = true;
    await().until(() -> reader.state().isComplete());
    assertThat(reader.state().services()).containsExactlyElementsOf(services);
  }

  @Test
  void aClosedReaderKeepsItsStateAndHearsNothing() {
    services.add(service("srv-1", 50, "task-1"));
    var reader = start(PATIENT);
    await().until(reader::isSynced);

    join(reader.close());
    List<ServiceRemoved> heard = new CopyOnWriteArrayList<>();
    bus.listen(BusAddress.SERVICE_REMOVED, ServiceRemoved.class, heard::add);
    bus.publish(BusAddress.SERVICE_REMOVED, new ServiceRemoved("srv-1", 60));

    await().until(() -> !heard.isEmpty());
    assertThat(reader.state().services()).hasSize(1);
  }

  private CatalogReader start(ReaderSettings settings) {
    var reader = new CatalogReader(vertx, settings);
    vertx.getOrCreateContext().runOnContext(v -> reader.start());
    return reader;
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
