package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatalogMirrorTest {
  private static final Service ORDERS = service("prod", "orders");

  private final CatalogMirror mirror = new CatalogMirror();

  private static Moment at(long micros) {
    return new Moment(micros, "here");
  }

  private static List<StoredService> history() {
    List<StoredService> states = new ArrayList<>();
    var state = StoredService.absent(ORDERS.id()).created("prod", ORDERS, Labels.NONE, at(100));
    for (int i = 0; i < 20; i++) {
      states.add(state);
      state = state.withInstance(instance("i" + i), true, null, at(100));
    }
    states.add(state);
    return states;
  }

  @Test
  void announcementsInAnyOrderComeToTheSame() {
    var states = history();
    var last = states.get(states.size() - 1);
    for (int seed = 0; seed < 50; seed++) {
      var shuffled = new ArrayList<>(states);
      Collections.shuffle(shuffled, new Random(seed));
      var copy = new CatalogMirror();
      shuffled.forEach(copy::accept);
      assertThat(copy.services()).containsExactly(last);
    }
  }

  @Test
  void aLateAnnouncementDoesNotBringBackWhatWasRemoved() {
    var state = history().get(0);
    mirror.accept(state.removed(at(200)));
    mirror.accept(state);
    assertThat(mirror.services()).isEmpty();
    assertThat(mirror.service(ORDERS.id()).isRemoved()).isTrue();
  }

  @Test
  void whatIsOldIsNotTold() {
    List<Stored> told = new ArrayList<>();
    mirror.onChange(told::add);
    var states = history();
    mirror.accept(states.get(3));
    mirror.accept(states.get(3));
    mirror.accept(states.get(2));
    assertThat(told).containsExactly(states.get(3));
  }

  @Test
  void whatThereNeverWasIsNotHeld() {
    mirror.accept(StoredService.absent(ORDERS.id()));
    assertThat(mirror.service(ORDERS.id())).isNull();
  }

  @Test
  void removalsOfLongAgoAreForgotten() {
    mirror.accept(history().get(0).removed(at(200)));
    mirror.accept(new StoredNamespace("ns-1", 201, namespace("ns-1", "x", 1), Labels.NONE));
    mirror.forgetRemovals(Revisions.nowMicros());
    assertThat(mirror.service(ORDERS.id())).isNull();
  }

  @Test
  void theNewestChangeIsNotForgottenThoughItIsARemoval() {
    var states = history();
    var last = states.get(states.size() - 1).removed(at(200));
    mirror.accept(new StoredNamespace("ns-1", 150, null, Labels.NONE));
    mirror.accept(last);
    mirror.forgetRemovals(Revisions.nowMicros());
    assertThat(mirror.namespace("ns-1")).isNull();
    assertThat(mirror.highestRevision()).isEqualTo(last.revision());
    var other = new CatalogMirror();
    mirror.everything().forEach(s -> other.accept((StoredService) s));
    assertThat(other.highestRevision()).isEqualTo(mirror.highestRevision());
  }

  @Test
  void theHighestRevisionIsThatOfRemovalsAndMergesToo() {
    var common = history().get(0);
    mirror.accept(common.removed(at(700)));
    assertThat(mirror.highestRevision()).isEqualTo(700);
    mirror.accept(new StoredNamespace("ns-1", 800, null, Labels.NONE));
    assertThat(mirror.highestRevision()).isEqualTo(800);
    var here = common.withInstance(instance("mine"), true, null, new Moment(900, "here"));
    var there = common.withInstance(instance("theirs"), true, null, new Moment(950, "there"));
    mirror.accept(there);
    mirror.accept(here);
    assertThat(mirror.highestRevision())
        .isEqualTo(mirror.service(ORDERS.id()).revision())
        .isGreaterThan(950);
  }

  @Test
  void whatANamespaceHoldsIsCountedAsItChanges() {
    String prod = ORDERS.namespaceId();
    var states = history();
    states.forEach(mirror::accept);
    assertThat(mirror.tally(prod)).isEqualTo(new NamespaceTally(1, 20));
    var held = states.get(20).withoutInstance("i7", at(100));
    mirror.accept(held);
    mirror.accept(states.get(3));
    assertThat(mirror.tally(prod)).isEqualTo(new NamespaceTally(1, 19));
    assertThat(mirror.serviceCount()).isEqualTo(1);
    mirror.accept(held.removed(at(200)));
    assertThat(mirror.tally(prod)).isEqualTo(new NamespaceTally(0, 0));
    assertThat(mirror.serviceCount()).isZero();
  }

  @Test
  void namespacesAreFoundByNameTheOldestFirst() {
    var younger = namespace("ns-1", "Prod.local", 20);
    var older = namespace("ns-2", "prod.local", 10);
    mirror.accept(new StoredNamespace("ns-1", 5, younger, Labels.NONE));
    mirror.accept(new StoredNamespace("ns-2", 5, older, Labels.NONE));
    assertThat(mirror.namespacesNamed("PROD.local")).containsExactly(older, younger);
    mirror.accept(new StoredNamespace("ns-2", 6, null, Labels.NONE));
    assertThat(mirror.namespacesNamed("prod.local")).containsExactly(younger);
    assertThat(mirror.namespaceCount()).isEqualTo(1);
  }

  private static Namespace namespace(String id, String name, long createdAtMillis) {
    return new Namespace(
        id, name, NamespaceType.DNS_PRIVATE, "", "vpc-1", 15, createdAtMillis, null);
  }

  @Test
  void whatHasNotSeenWhatIsHeldIsMergedAndTold() {
    var common = history().get(0);
    var here = common.withInstance(instance("mine"), true, null, new Moment(200, "here"));
    var there = common.withInstance(instance("theirs"), true, null, new Moment(300, "there"));
    List<Stored> told = new ArrayList<>();
    var merges = new AtomicInteger();
    mirror.accept(here);
    mirror.onChange(told::add);
    mirror.onMerge(merges::incrementAndGet);
    mirror.accept(there);
    var held = mirror.service(ORDERS.id());
    assertThat(held.entry().instances()).containsOnlyKeys("mine", "theirs");
    assertThat(held.revision()).isEqualTo(301);
    assertThat(told).containsExactly(held);
    mirror.accept(here);
    mirror.accept(there);
    assertThat(merges).hasValue(1);
  }
}
