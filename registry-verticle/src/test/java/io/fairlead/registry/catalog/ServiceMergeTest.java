package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Service;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
