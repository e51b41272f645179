package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.policy.Balancing;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMergeTest {
  private static final Service ORDERS = service("prod", "orders");
  private static final String LEFT = "10.0.0.1:5701";
  private static final String RIGHT = "10.0.0.2:5701";

  private final StoredService empty =
      StoredService.absent(ORDERS.id()).created("prod", ORDERS, Labels.NONE, new Moment(100, LEFT));
  private final StoredService common = put("b", put("a", empty, LEFT, 200), RIGHT, 300);

  private static StoredService put(String id, StoredService before, String node, long now) {
    return before.withInstance(instance(id), true, null, new Moment(now, node));
  }

  private static StoredService remove(String id, StoredService before, String node, long now) {
    return before.withoutInstance(id, new Moment(now, node));
  }

  private static StoredService merged(StoredService one, StoredService other) {
    var merged = ServiceMerge.of(one, other);
    assertThat(ServiceMerge.of(other, one)).as("in either order").isEqualTo(merged);
    assertThat(merged.covers(one) && merged.covers(other)).isTrue();
    return merged;
  }

  @Test
  void whatEitherHalfRegisteredIsKept() {
    var merged = merged(put("left", common, LEFT, 400), put("right", common, RIGHT, 410));
    assertThat(merged.entry().instances()).containsOnlyKeys("a", "b", "left", "right");
    assertThat(merged.revision()).isEqualTo(411);
  }

  @Test
  void whatEitherHalfRemovedStaysGone() {
    var merged = merged(remove("a", common, LEFT, 400), put("right", common, RIGHT, 410));
    assertThat(merged.entry().instances()).containsOnlyKeys("b", "right");
  }

  @Test
  void theLastTouchDecides() {
    var removed = remove("a", common, LEFT, 400);
    assertThat(merged(removed, put("a", common, RIGHT, 500)).instance("a")).isNotNull();
    assertThat(merged(removed, put("a", common, RIGHT, 350)).instance("a")).isNull();
  }

  @Test
  void aCopyThatHasSeenAllIsTakenAsItIs() {
    var newer = put("c", common, LEFT, 400);
    assertThat(merged(common, newer)).isSameAs(newer);
  }

  @Test
  void aRemovedServiceStaysRemovedUnlessItWasChangedLater() {
    var removed = common.removed(new Moment(400, LEFT));
    assertThat(merged(common, removed)).isEqualTo(removed);
    assertThat(merged(removed, put("c", common, RIGHT, 350)).isRemoved()).isTrue();
    assertThat(merged(removed, put("c", common, RIGHT, 500)).instance("c")).isNotNull();
  }

  @Test
  void anInstanceThatWasRemovedAndForgottenDoesNotComeBackWithAnOldCopy() {
    var churned = remove("a", common, LEFT, 400);
    for (int i = 0; i < 2 * StoredService.STAMPS_MAX; i++) {
      churned = put("i" + i, churned, LEFT, 1_000 + 2 * i);
      churned = remove("i" + i, churned, LEFT, 1_001 + 2 * i);
    }
    assertThat(churned.stamps()).doesNotContainKey("a");
    var stale = put("late", common, RIGHT, 350);
    assertThat(merged(churned, stale).entry().instances()).containsOnlyKeys("b", "late");
  }

  @Test
  void aRegistrationIsKeptHoweverMuchTheOtherHalfHasForgotten() {
    var right = put("right", common, RIGHT, 350);
    var left = common;
    for (int i = 0; i < 2 * StoredService.STAMPS_MAX; i++) {
      left = put("i" + i, left, LEFT, 1_000 + 2 * i);
      left = remove("i" + i, left, LEFT, 1_001 + 2 * i);
    }
    assertThat(merged(left, right).entry().instances()).containsOnlyKeys("a", "b", "right");
  }

  @Test
  void aRemovalThatAThirdCopyDoesNotKnowSurvivesTwoMerges() {
    var removed = remove("a", common, LEFT, 400);
    var third = "10.0.0.3:5701";
    var ignorant = put("c", empty, third, 500);
    var both = merged(removed, ignorant);
    assertThat(merged(both, common).instance("a")).isNull();
  }

  @Test
  void aPushedStatusWaitsOnWithTheCopyThatDecides() {
    var left = common.withInstance(instance("a"), false, 9_000L, new Moment(400, LEFT));
    var merged = merged(left, put("right", common, RIGHT, 410));
    assertThat(merged.entry().unhealthyAfter()).isEqualTo(Map.of("a", 9_000L));
    var ill = instance("a").withHealthStatus(HealthStatus.UNHEALTHY);
    var later = common.withInstance(ill, false, null, new Moment(500, RIGHT));
    assertThat(merged(left, later).entry().unhealthyAfter()).isEmpty();
  }

  private static StoredService described(String text, StoredService before, String node, long now) {
    var held = before.entry().service();
    var wanted =
        new Service(
            held.id(),
            held.namespaceId(),
            held.name(),
            text,
            held.dnsConfig(),
            held.healthCheckConfig(),
            held.healthCheckCustomConfig(),
            held.serviceConnect(),
            held.createdAtMillis(),
            held.creatorRequestId());
    return new ServiceChange.Update(wanted).applyTo(before, new Moment(now, node)).held();
  }

  @Test
  void aDefinitionIsNotLostToALaterRegistration() {
    var defined = described("new", common, LEFT, 400);
    var merged = merged(defined, put("right", common, RIGHT, 900));
    assertThat(merged.entry().service().description()).isEqualTo("new");
    assertThat(merged.entry().instances()).containsOnlyKeys("a", "b", "right");
  }

  @Test
  void ofTwoDefinitionsTheLaterStands() {
    var earlier = put("x", described("earlier", common, LEFT, 400), LEFT, 900);
    var later = described("later", common, RIGHT, 500);
    assertThat(merged(earlier, later).entry().service().description()).isEqualTo("later");
  }

  @Test
  void whatWasDeregisteredBeforeItsServiceWasRemovedStaysGone() {
    var emptied = remove("b", remove("a", common, LEFT, 400), LEFT, 410);
    var removed = emptied.removed(new Moment(420, LEFT));
    var merged = merged(removed, put("c", common, RIGHT, 500));
    assertThat(merged.entry().instances()).containsOnlyKeys("c");
  }

  @Test
  void aNodeThatBeganAnewWithNothingDoesNotHideWhatItMadeInItsEarlierLife() {
    var again =
        StoredService.absent(ORDERS.id())
            .created("prod", ORDERS, Labels.NONE, new Moment(1_000, LEFT + "'"));
    var merged = merged(common, put("c", again, LEFT + "'", 1_100));
    assertThat(merged.entry().instances()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void aCopyThatHasSeenMoreNeverLowersTheRevision() {
    var more = put("c", common, LEFT, 400);
    var higher =
        new StoredService(common.id(), 900, common.entry(), common.stamps(), common.seen());
    var merged = merged(more, higher);
    assertThat(merged.instance("c")).isNotNull();
    assertThat(merged.revision()).isEqualTo(901);
  }

  @Test
  void copiesOfOneRevisionComeToTheSameInEitherOrder() {
    var left = put("left", common, LEFT, 400);
    var right = put("right", common, RIGHT, 400);
    assertThat(merged(left, right).entry().instances()).containsOnlyKeys("a", "b", "left", "right");
  }

  @Test
  void manyLivesOfNodesDoNotGrowTheVector() {
    var state = common;
    for (int i = 0; i < 3 * Seen.NAMES_MAX; i++) {
      state = put("i", state, "node-" + i, 1_000 + i);
    }
    assertThat(state.seen()).hasSizeLessThanOrEqualTo(Seen.NAMES_MAX);
    assertThat(state.covers(common)).isTrue();
    assertThat(merged(state, remove("a", common, RIGHT, 5_000)).instance("a")).isNull();
  }

  /** Halves are made at random from one another, changed and merged in any order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverOrderCopiesMeetInTheyEndTheSame(long seed) {
    var random = new Random(seed);
    long now = 1_000;
    var copies = new ArrayList<>(List.of(common, common, common));
    for (int step = 0; step < 200; step++) {
      int at = random.nextInt(3);
      String id = "i" + random.nextInt(6);
      now += random.nextInt(3);
      var copy = copies.get(at);
      var moment = new Moment(now, "node-" + at);
      copies.set(
          at,
          switch (random.nextInt(6)) {
            case 0 -> new ServiceChange.Deregister(id).applyTo(copy, moment).held();
            case 1 -> ServiceMerge.of(copy, copies.get(random.nextInt(3)));
            case 2 -> copy.isRemoved() ? copy : described("d" + step, copy, "node-" + at, now);
            default -> new ServiceChange.Put(instance(id), 10).applyTo(copy, moment).held();
          });
    }
    var forth = ServiceMerge.of(ServiceMerge.of(copies.get(0), copies.get(1)), copies.get(2));
    var back = ServiceMerge.of(copies.get(0), ServiceMerge.of(copies.get(2), copies.get(1)));
    assertThat(forth.entry().instances()).isEqualTo(back.entry().instances());
    assertThat(forth.entry().service()).isEqualTo(back.entry().service());
    assertThat(forth.seen()).isEqualTo(back.seen());
    for (var copy : copies) {
      assertThat(ServiceMerge.of(forth, copy)).isSameAs(forth);
    }
  }

  private static StoredService policy(int percent, StoredService before, String node, long now) {
    var policy =
        new TrafficPolicy(
            new Balancing(null, null, null, null, percent), null, null, null, null, null, null);
    var outcome = new ServiceChange.SetPolicy(policy, null).applyTo(before, new Moment(now, node));
    assertThat(outcome.refusal()).isNull();
    return outcome.held();
  }

  private static Integer percent(StoredService service) {
    var balancing = service.entry().service().trafficPolicy().balancing();
    return balancing == null ? null : balancing.panicPercent();
  }

  @Test
  void theLastPolicyStandsWhoeverDefinedTheServiceLast() {
    var told = policy(1, common, LEFT, 400);
    var tagged =
        common.withService(ORDERS, new Labels(Map.of("a", "b"), Map.of()), new Moment(500, RIGHT));
    var both = merged(told, tagged);
    assertThat(percent(both)).isEqualTo(1);
    assertThat(both.entry().labels().tags()).containsEntry("a", "b");
    assertThat(percent(merged(told, policy(2, common, RIGHT, 500)))).isEqualTo(2);
    assertThat(percent(merged(told, put("c", common, RIGHT, 500)))).isEqualTo(1);
  }

  @Test
  void aPolicysVersionNeverGoesBack() {
    var often = policy(3, policy(2, policy(1, common, LEFT, 400), LEFT, 401), LEFT, 402);
    var last = policy(9, common, RIGHT, 500);
    var both = merged(often, last);
    assertThat(percent(both)).isEqualTo(9);
    assertThat(both.entry().service().policyVersion()).isEqualTo(3);
  }

  @Test
  void aServiceThatWasMadeAgainStartsWithoutThePolicyThatTheOtherHalfChanged() {
    var again =
        common
            .removed(new Moment(600, LEFT))
            .created("prod", ORDERS, Labels.NONE, new Moment(700, LEFT));
    assertThat(percent(merged(again, policy(1, common, RIGHT, 500)))).isNull();
    assertThat(percent(merged(again, policy(1, common, RIGHT, 800)))).isEqualTo(1);
  }

  @Test
  void aPolicyThatWasToldAfterTheRemovalBringsTheServiceBack() {
    var removed = common.removed(new Moment(400, LEFT));
    assertThat(percent(merged(removed, policy(1, common, RIGHT, 500)))).isEqualTo(1);
    assertThat(merged(removed, policy(1, common, RIGHT, 350)).isRemoved()).isTrue();
  }

  @Test
  void aPolicysStampOutlastsManyInstances() {
    var churned = policy(1, common, LEFT, 400);
    for (int i = 0; i < 2 * StoredService.STAMPS_MAX; i++) {
      churned = put("i" + i, churned, LEFT, 1_000 + 2 * i);
      churned = remove("i" + i, churned, LEFT, 1_001 + 2 * i);
    }
    assertThat(churned.stamps()).containsKey(StoredService.POLICY);
    assertThat(percent(churned)).isEqualTo(1);
  }
}
