package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.connect;
import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceChangeTest {
  private static final Service ORDERS = service("prod", "orders");

  private final StoredService empty =
      new ServiceChange.Create("prod", ORDERS, Labels.NONE)
          .applyTo(StoredService.absent(ORDERS.id()), at(100))
          .held();

  private final StoredService withOne = held(new ServiceChange.Put(instance("a"), 10), empty, 200);

  private static Moment at(long micros) {
    return new Moment(micros, "here");
  }

  private static StoredService held(ServiceChange change, StoredService before, long now) {
    var outcome = change.applyTo(before, at(now));
    assertThat(outcome.refusal()).isNull();
    return outcome.held();
  }

  private static Refusal refusal(ServiceChange change, StoredService before) {
    var outcome = change.applyTo(before, at(9_000));
    assertThat(outcome.held()).as("nothing changes").isEqualTo(before);
    return outcome.refusal();
  }

  @Test
  void aServiceIsCreatedOnce() {
    assertThat(empty.revision()).isEqualTo(100);
    assertThat(refusal(new ServiceChange.Create("prod", ORDERS, Labels.NONE), empty))
        .isEqualTo(Refusal.ALREADY_EXISTS);
  }

  @Test
  void everyChangeRaisesTheRevisionThoughTheClockStandsStill() {
    var later = held(new ServiceChange.Put(instance("b"), 10), withOne, 200);
    assertThat(later.revision()).isEqualTo(201);
    assertThat(later.entry().revision()).isEqualTo(201);
  }

  @Test
  void registrationsRaiseTheInstancesRevisionAndHealthDoesNot() {
    var ill = held(new ServiceChange.SetHealth("a", HealthStatus.UNHEALTHY), withOne, 300);
    assertThat(ill.revision()).isEqualTo(300);
    assertThat(ill.entry().instancesRevision()).isEqualTo(200);
    var gone = held(new ServiceChange.Deregister("a"), ill, 400);
    assertThat(gone.entry().instancesRevision()).isEqualTo(400);
    assertThat(gone.entry().instances()).isEmpty();
  }

  @Test
  void theSameInstanceAgainIsTouchedAndNothingElse() {
    var again = held(new ServiceChange.Put(instance("a"), 10), withOne, 300);
    assertThat(again.entry().instances()).isEqualTo(withOne.entry().instances());
    assertThat(again.entry().instancesRevision()).isEqualTo(withOne.entry().instancesRevision());
    assertThat(again.stamps().get("a").at()).isEqualTo(300);
  }

  @Test
  void theSameAgainChangesNothing() {
    assertThat(held(new ServiceChange.SetHealth("a", HealthStatus.HEALTHY), withOne, 300))
        .isEqualTo(withOne);
    assertThat(held(new ServiceChange.Update(ORDERS), withOne, 300)).isEqualTo(withOne);
  }

  @Test
  void aFullServiceTakesNoFurtherInstanceButReplacesOne() {
    assertThat(refusal(new ServiceChange.Put(instance("b"), 1), withOne)).isEqualTo(Refusal.FULL);
    assertThat(held(new ServiceChange.Put(leased("a"), 1), withOne, 300).instance("a").leased())
        .isTrue();
  }

  @Test
  void aServiceWithInstancesIsInUse() {
    assertThat(refusal(new ServiceChange.Remove(), withOne)).isEqualTo(Refusal.IN_USE);
  }

  @Test
  void aRemovalKeepsItsRevisionSoThatTheNextCreationIsNewer() {
    var removed = held(new ServiceChange.Remove(), empty, 500);
    assertThat(removed.isRemoved()).isTrue();
    var again = held(new ServiceChange.Create("prod", ORDERS, Labels.NONE), removed, 3);
    assertThat(again.revision()).isEqualTo(501);
  }

  @Test
  void anUpdateLeavesWhatTheApiMayNotChange() {
    var connected = ORDERS.withServiceConnect(connect("orders", 80));
    var before = held(register("a", false), StoredService.absent(ORDERS.id()), 100);
    var after = held(new ServiceChange.Update(withDescription(ORDERS, "new")), before, 200);
    assertThat(after.entry().service()).isEqualTo(withDescription(connected, "new"));
  }

  @Test
  void aRegistrationMakesTheServiceInOneStep() {
    var made = held(register("a", false), StoredService.absent(ORDERS.id()), 100);
    assertThat(made.entry().service().serviceConnect()).isEqualTo(connect("orders", 80));
    assertThat(made.entry().instances()).containsOnlyKeys("a");
  }

  @Test
  void aRegistrationConnectsAServiceOfTheApi() {
    var made = held(register("b", false), withOne, 300);
    assertThat(made.entry().service().serviceConnect()).isEqualTo(connect("orders", 80));
    assertThat(made.entry().instances()).containsOnlyKeys("a", "b");
  }

  @Test
  void aRefusedRegistrationMakesNothing() {
    var full =
        new ServiceChange.Register(
            "prod", ORDERS.withServiceConnect(connect("orders", 80)), leased("b"), 1, false);
    assertThat(refusal(full, withOne)).isEqualTo(Refusal.FULL);
  }

  @Test
  void anExpiryIsOvertakenByARegistrationThatRefreshes() {
    var made = held(register("a", false), StoredService.absent(ORDERS.id()), 100);
    long decided = made.revision();
    var refreshed = held(register("a", true), made, 200);
    assertThat(refreshed.revision()).isEqualTo(200);
    assertThat(refusal(new ServiceChange.Expire("a", decided), refreshed))
        .isEqualTo(Refusal.OVERTAKEN);
    assertThat(held(new ServiceChange.Expire("a", 200), refreshed, 300).entry().instances())
        .isEmpty();
  }

  @Test
  void anInstanceOfTheApiDoesNotExpire() {
    assertThat(refusal(new ServiceChange.Expire("a", 1_000), withOne)).isEqualTo(Refusal.OVERTAKEN);
  }

  @Test
  void stampsOfRemovedInstancesAreForgottenInTime() {
    var churned = empty;
    long now = 1_000;
    for (int i = 0; i < 2 * StoredService.STAMPS_SPARE; i++) {
      now += StoredService.STAMP_KEPT_MICROS;
      churned = held(new ServiceChange.Put(instance("i" + i), 10), churned, now);
      churned = held(new ServiceChange.Deregister("i" + i), churned, now + 1);
    }
    assertThat(churned.stamps()).hasSizeLessThanOrEqualTo(StoredService.STAMPS_SPARE + 1);
  }

  @Test
  void aPushedUnhealthyWaitsAndHealthyTakesItBack() {
    var ill = HealthStatus.UNHEALTHY;
    var waiting = held(new ServiceChange.PushHealth("a", ill, 30), withOne, 1_000);
    assertThat(waiting.instance("a").healthStatus()).isEqualTo(HealthStatus.HEALTHY);
    var again = held(new ServiceChange.PushHealth("a", ill, 30), waiting, 1_020);
    assertThat(again.entry().unhealthyAfter()).containsEntry("a", 1_030L);
    var early = new ServiceChange.ConfirmUnhealthy("a").applyTo(waiting, at(1_029));
    assertThat(early.refusal()).isEqualTo(Refusal.OVERTAKEN);
    var confirmed = held(new ServiceChange.ConfirmUnhealthy("a"), waiting, 1_030);
    assertThat(confirmed.instance("a").healthStatus()).isEqualTo(ill);
    assertThat(confirmed.entry().unhealthyAfter()).isEmpty();
    var well = held(new ServiceChange.PushHealth("a", HealthStatus.HEALTHY, 30), waiting, 1_010);
    assertThat(refusal(new ServiceChange.ConfirmUnhealthy("a"), well)).isEqualTo(Refusal.OVERTAKEN);
  }

  @Test
  void aPushedUnhealthyTakesEffectAtOnceWithoutADelay() {
    var ill = held(new ServiceChange.PushHealth("a", HealthStatus.UNHEALTHY, 0), withOne, 1_000);
    assertThat(ill.instance("a").healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
  }

  @Test
  void labelsAreEditedWithinTheirLimit() {
    var edit = new Labels.Edit(Map.of("k", "v", "l", "w"), List.of(), 2);
    var tagged = held(new ServiceChange.Tag(edit), withOne, 300);
    var one =
        held(new ServiceChange.Tag(new Labels.Edit(Map.of(), List.of("k", "no"), 2)), tagged, 400);
    assertThat(one.entry().labels().tags()).isEqualTo(Map.of("l", "w"));
    assertThat(held(new ServiceChange.Tag(edit), tagged, 500)).isEqualTo(tagged);
    var more = new Labels.Edit(Map.of("m", "x"), List.of(), 2);
    assertThat(refusal(new ServiceChange.Tag(more), tagged)).isEqualTo(Refusal.TOO_MANY_TAGS);
    var attributes = held(new ServiceChange.SetAttributes(edit), tagged, 600);
    assertThat(attributes.entry().labels().tags()).hasSize(2);
    assertThat(refusal(new ServiceChange.SetAttributes(more), attributes))
        .isEqualTo(Refusal.TOO_MANY_ATTRIBUTES);
  }

  private static ServiceChange register(String instanceId, boolean refresh) {
    return new ServiceChange.Register(
        "prod", ORDERS.withServiceConnect(connect("orders", 80)), leased(instanceId), 10, refresh);
  }

  private static Service withDescription(Service service, String description) {
    return new Service(
        service.id(),
        service.namespaceId(),
        service.name(),
        description,
        service.dnsConfig(),
        service.healthCheckConfig(),
        service.healthCheckCustomConfig(),
        service.serviceConnect(),
        service.createdAtMillis(),
        service.creatorRequestId());
  }

  private static TrafficPolicy panicAt(int percent) {
    return new TrafficPolicy(
        new Balancing(null, null, null, null, percent), null, null, null, null, null, null);
  }

  @Test
  void eachOtherPolicyHasTheNextVersionAndTheSameChangesNothing() {
    var first = held(new ServiceChange.SetPolicy(panicAt(1), 0L), withOne, 300);
    assertThat(first.entry().service().policy()).isEqualTo(new VersionedPolicy(1, panicAt(1)));
    assertThat(first.entry().instancesRevision()).isEqualTo(200);
    assertThat(held(new ServiceChange.SetPolicy(panicAt(1), null), first, 400)).isSameAs(first);
    var none = held(new ServiceChange.SetPolicy(TrafficPolicy.NONE, 1L), first, 500);
    assertThat(none.entry().service().policyVersion()).isEqualTo(2);
    assertThat(none.entry().instances()).isEqualTo(withOne.entry().instances());
    assertThat(refusal(new ServiceChange.SetPolicy(panicAt(2), 1L), none))
        .isEqualTo(Refusal.OTHER_VERSION);
    assertThat(
            refusal(
                new ServiceChange.SetPolicy(panicAt(2), null), StoredService.absent(ORDERS.id())))
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void aPolicySurvivesUpdatesTagsAndRegistrationsAndEndsWithItsService() {
    var told = held(new ServiceChange.SetPolicy(panicAt(1), null), withOne, 300);
    var updated = held(new ServiceChange.Update(ORDERS), told, 310);
    var tagged =
        held(new ServiceChange.Tag(new Labels.Edit(Map.of("k", "v"), List.of(), 50)), updated, 320);
    var connected =
        held(
            new ServiceChange.Register(
                "prod", ORDERS.withServiceConnect(connect("orders", 80)), leased("b"), 10, false),
            tagged,
            330);
    assertThat(connected.entry().service().policy()).isEqualTo(new VersionedPolicy(1, panicAt(1)));
    var gone =
        held(
            new ServiceChange.Remove(),
            held(
                new ServiceChange.Deregister("b"),
                held(new ServiceChange.Deregister("a"), connected, 340),
                350),
            360);
    var again = held(new ServiceChange.Create("prod", ORDERS, Labels.NONE), gone, 400);
    assertThat(again.entry().service().policy()).isNull();
  }
}
