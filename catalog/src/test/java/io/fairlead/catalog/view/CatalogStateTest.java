package io.fairlead.catalog.view;

import static io.fairlead.catalog.Samples.namespace;
import static io.fairlead.catalog.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CatalogStateTest {
  private static final Snapshot NOTHING = new Snapshot(true, 0, 0, List.of(), List.of());
  private static final CatalogState COMPLETE = CatalogState.EMPTY.apply(NOTHING);

  @RepeatedTest(50)
  void shuffledAndRepeatedEventsConverge() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Record> events = history(random);
    var expected = play(events);
    List<Record> shuffled = new ArrayList<>(events);
    events.forEach(
        e -> {
          if (random.nextBoolean()) {
            shuffled.add(e);
          }
        });
    Collections.shuffle(shuffled, random);

    var state = play(shuffled);

    assertThat(state.digest()).as("seed %d", seed).isEqualTo(expected.digest());
    assertThat(state.revision()).as("seed %d", seed).isEqualTo(200);
    assertThat(state.services())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected.services());
    assertThat(state.namespaces())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected.namespaces());
  }

  /** Things come, change, go and come again; revisions rise. */
  private static List<Record> history(Random random) {
    List<Record> events = new ArrayList<>();
    for (long revision = 1; revision <= 200; revision++) {
      String id = Integer.toString(random.nextInt(8));
      events.add(
          switch (random.nextInt(6)) {
            case 0 -> new ServiceRemoved("srv-" + id, revision);
            case 1 -> new NamespaceRemoved("ns-" + id, revision);
            case 2 -> namespace("ns-" + id, revision);
            default ->
                new EndpointsChanged(service("srv-" + id, revision, "task-" + revision), true);
          });
    }
    return events;
  }

  private static CatalogState play(List<Record> events) {
    var state = COMPLETE;
    for (Record event : events) {
      if (event instanceof NamespaceChanged e) {
        state = state.apply(e);
      } else if (event instanceof NamespaceRemoved e) {
        state = state.apply(e);
      } else if (event instanceof EndpointsChanged e) {
        state = state.apply(e);
      } else if (event instanceof ServiceRemoved e) {
        state = state.apply(e);
      }
    }
    return state;
  }

  @Test
  void anOlderOrEqualRevisionIsNoNews() {
    var state = changed(COMPLETE, 5, "task-1");

    assertThat(changed(state, 5, "task-2")).isSameAs(state);
    assertThat(changed(state, 4, "task-2")).isSameAs(state);
    assertThat(instances(changed(state, 6, "task-2"))).containsExactly("task-2");
  }

  @Test
  void aRemovedServiceDoesNotComeBackByALateEvent() {
    var state = changed(COMPLETE, 5, "task-1").apply(new ServiceRemoved("srv-1", 8));

    assertThat(changed(state, 7, "task-1").services()).isEmpty();
    assertThat(changed(state, 8, "task-1").services()).isEmpty();
    assertThat(changed(state, 9, "task-1").services()).hasSize(1);
  }

  @Test
  void aLateRemovalDoesNotReopenTheWayForLateEvents() {
    var state =
        COMPLETE.apply(new ServiceRemoved("srv-1", 8)).apply(new ServiceRemoved("srv-1", 3));

    assertThat(changed(state, 7, "task-1").services()).isEmpty();
  }

  @Test
  void aRemovalThatWasOvertakenByARecreationIsIgnored() {
    var state = changed(COMPLETE, 9, "task-1");

    assertThat(state.apply(new ServiceRemoved("srv-1", 8))).isSameAs(state);
  }

  @Test
  void aRemovedNamespaceDoesNotComeBackByALateEvent() {
    var state = COMPLETE.apply(namespace("ns-1", 2)).apply(new NamespaceRemoved("ns-1", 4));

    assertThat(state.apply(namespace("ns-1", 3)).namespaces()).isEmpty();
    assertThat(state.apply(namespace("ns-1", 5)).namespaces()).hasSize(1);
  }

  @Test
  void whileTheRegistryIsBeingFilledEndpointsAreAddedAndNeverDropped() {
    var state = changed(COMPLETE, 5, "task-1", "task-2");

    var filling = state.apply(new EndpointsChanged(service("srv-1", 6, "task-3"), false));

    assertThat(instances(filling)).containsExactlyInAnyOrder("task-1", "task-2", "task-3");
    assertThat(filling.isComplete()).isFalse();
    assertThat(filling.digest()).isZero();
  }

  @Test
  void anIncompleteSnapshotAddsAndNeverDrops() {
    var state = changed(COMPLETE.apply(namespace("ns-1", 1)), 5, "task-1");

    var filling =
        state.apply(
            new Snapshot(
                false, 100, 0, List.of(namespace("ns-2", 50)), List.of(service("srv-2", 60, "x"))));

    assertThat(filling.services()).hasSize(2);
    assertThat(filling.namespaces()).hasSize(2);
    assertThat(filling.isComplete()).isFalse();
  }

  @Test
  void aCompleteEventOfTheSameRevisionTellsWhoIsGone() {
    var filling =
        changed(COMPLETE, 5, "task-1")
            .apply(new EndpointsChanged(service("srv-1", 6, "task-3"), false));

    assertThat(instances(changed(filling, 6, "task-3"))).containsExactly("task-3");
  }

  @Test
  void aCompleteSnapshotDropsWhatIsAbsentButKeepsWhatIsNewer() {
    var state =
        changed(COMPLETE, 5, "task-1")
            .apply(new EndpointsChanged(service("srv-2", 101, "task-2"), true))
            .apply(namespace("ns-1", 5))
            .apply(namespace("ns-2", 101));

    var after = state.apply(new Snapshot(true, 100, 0, List.of(), List.of()));

    assertThat(after.services()).extracting(s -> s.service().id()).containsExactly("srv-2");
    assertThat(after.namespaces()).extracting(n -> n.id()).containsExactly("ns-2");
    assertThat(after.isComplete()).isTrue();
  }

  @Test
  void whatASnapshotDroppedDoesNotComeBackByALateEvent() {
    var state =
        changed(COMPLETE, 5, "task-1").apply(new Snapshot(true, 100, 0, List.of(), List.of()));

    assertThat(changed(state, 5, "task-1").services()).isEmpty();
    assertThat(changed(state, 6, "task-1").services()).hasSize(1);
  }

  @Test
  void aSnapshotThatIsOlderThanAnEventDoesNotUndoIt() {
    var state = changed(COMPLETE, 50, "task-2");

    var after =
        state.apply(new Snapshot(true, 40, 0, List.of(), List.of(service("srv-1", 30, "task-1"))));

    assertThat(instances(after)).containsExactly("task-2");
  }

  @Test
  void endpointsKeptForSafetyAreSettledBeforeTheStateIsComplete() {
    var filling =
        changed(COMPLETE, 5, "dead")
            .apply(new EndpointsChanged(service("srv-1", 60, "task-1"), false));

    // This registry node has not seen revision 60 yet: it cannot say whether "dead" is gone.
    var unsure =
        filling.apply(
            new Snapshot(true, 70, 0, List.of(), List.of(service("srv-1", 50, "task-1"))));
    assertThat(unsure.isComplete()).isFalse();
    assertThat(instances(unsure)).contains("dead");

    var settled =
        unsure.apply(new Snapshot(true, 80, 0, List.of(), List.of(service("srv-1", 60, "task-1"))));
    assertThat(settled.isComplete()).isTrue();
    assertThat(instances(settled)).containsExactly("task-1");
  }

  @Test
  void anEqualSnapshotIsNoNews() {
    var snapshot =
        new Snapshot(
            true, 10, 0, List.of(namespace("ns-1", 1)), List.of(service("srv-1", 5, "task-1")));
    var state = COMPLETE.apply(snapshot);

    assertThat(state.apply(snapshot)).isSameAs(state);
  }

  @Test
  void theRevisionIsTheHighestEverHeardOf() {
    var state = changed(COMPLETE.apply(namespace("ns-1", 3)), 5, "task-1");
    assertThat(COMPLETE.revision()).isZero();
    assertThat(state.revision()).isEqualTo(5);
    assertThat(state.apply(new NamespaceRemoved("ns-1", 7)).revision()).isEqualTo(7);
    assertThat(state.apply(new NamespaceRemoved("ns-2", 8)).revision()).isEqualTo(8);

    var removed = state.apply(new ServiceRemoved("srv-1", 9));
    assertThat(removed.revision()).isEqualTo(9);
    assertThat(changed(removed, 6, "task-1").revision()).isEqualTo(9);
  }

  @Test
  void aSnapshotTellsTheRevisionOfWhatIsNotInIt() {
    var state = changed(COMPLETE, 5, "task-1");
    var same = List.of(service("srv-1", 5, "task-1"));

    var after = state.apply(new Snapshot(true, 100, 9, List.of(), same));

    assertThat(after.revision()).as("not the snapshot's own, which is the time").isEqualTo(9);
    assertThat(after.apply(new Snapshot(true, 200, 8, List.of(), same))).isSameAs(after);
    assertThat(after.apply(new Snapshot(true, 200, 0, List.of(), same))).isSameAs(after);
    assertThat(after.apply(new Snapshot(false, 200, 12, List.of(), List.of())).revision())
        .isEqualTo(12);
  }

  @Test
  void aRevisionAloneChangesNothingElse() {
    var state = changed(COMPLETE.apply(namespace("ns-1", 3)), 5, "task-1");

    var heard = state.heard(6);

    assertThat(heard.revision()).isEqualTo(6);
    assertThat(heard.digest()).isEqualTo(state.digest());
    assertThat(heard.service("ns-1.local", "srv-1")).isPresent();
    assertThat(heard.heard(6)).isSameAs(heard);
    assertThat(heard.heard(0)).isSameAs(heard);
  }

  @Test
  void servicesAreFoundByNameWithoutRegardToCase() {
    var state = changed(COMPLETE, 5, "task-1");

    assertThat(state.service("NS-1.local", "SRV-1")).isPresent();
    assertThat(state.service("local", "srv-1.ns-1")).isEmpty();
    assertThat(state.service("ns-1.local", "srv-2")).isEmpty();
  }

  @Test
  void tombstonesAreBounded() {
    var state = COMPLETE;
    for (int i = 0; i <= Tombstones.KEPT_MAX; i++) {
      state = state.apply(new ServiceRemoved("srv-" + i, 10));
    }

    assertThat(state.tombstones().revisions()).hasSize(Tombstones.KEPT_MAX);
    assertThat(state.tombstones().cover("srv-0", 5)).isFalse();
    assertThat(state.tombstones().cover("srv-" + Tombstones.KEPT_MAX, 5)).isTrue();
  }

  private static CatalogState changed(CatalogState state, long revision, String... instances) {
    return state.apply(new EndpointsChanged(service("srv-1", revision, instances), true));
  }

  private static List<String> instances(CatalogState state) {
    return state.service("ns-1.local", "srv-1").orElseThrow().endpoints().stream()
        .map(Endpoint::instanceId)
        .toList();
  }
}
