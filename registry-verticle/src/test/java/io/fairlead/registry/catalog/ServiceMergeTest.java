package io.fairlead.registry.catalog;

import static io.fairlead.registry.Samples.instance;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.Service;
import org.junit.jupiter.api.Test;

class ServiceMergeTest {
  private static final Service ORDERS = service("prod", "orders");

  private final StoredService common =
      put("b", put("a", StoredService.absent(ORDERS.id()).created("prod", ORDERS, 100), 200), 300);

  private static StoredService put(String id, StoredService before, long now) {
    return before.withInstance(instance(id), true, now);
  }

  @Test
  void whatEitherHalfRegisteredIsKept() {
    var merged = ServiceMerge.of(put("left", common, 400), put("right", common, 410));
    assertThat(merged.entry().instances()).containsOnlyKeys("a", "b", "left", "right");
    assertThat(merged.revision()).isEqualTo(411);
  }

  @Test
  void whatEitherHalfRemovedStaysGone() {
    var left = common.withoutInstance("a", 400);
    var right = put("right", common, 410);
    assertThat(ServiceMerge.of(left, right).entry().instances()).containsOnlyKeys("b", "right");
    assertThat(ServiceMerge.of(right, left).entry().instances()).containsOnlyKeys("b", "right");
  }

  @Test
  void theLastTouchDecides() {
    var left = common.withoutInstance("a", 400);
    var right = put("a", common, 500);
    assertThat(ServiceMerge.of(left, right).instance("a")).isNotNull();
  }

  @Test
  void anOlderCopyThatKnowsNothingMoreChangesNothing() {
    var newer = put("c", common, 400);
    assertThat(ServiceMerge.of(common, newer)).isEqualTo(newer);
    assertThat(ServiceMerge.of(newer, common)).isEqualTo(newer);
  }

  @Test
  void aRemovedServiceStaysRemovedUnlessItWasChangedLater() {
    var removed = common.removed(400);
    assertThat(ServiceMerge.of(common, removed)).isEqualTo(removed);
    var later = put("c", common, 500);
    assertThat(ServiceMerge.of(removed, later)).isEqualTo(later);
  }
}
