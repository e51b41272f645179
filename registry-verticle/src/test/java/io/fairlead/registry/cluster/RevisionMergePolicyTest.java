package io.fairlead.registry.cluster;

import static io.fairlead.registry.Samples.leased;
import static io.fairlead.registry.Samples.namespace;
import static io.fairlead.registry.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.spi.merge.MergingValue;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.Moment;
import io.fairlead.registry.catalog.ServiceChange;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredNamespace;
import io.fairlead.registry.catalog.StoredService;
import org.junit.jupiter.api.Test;

class RevisionMergePolicyTest {
  private static final Service ORDERS = service("prod", "orders");

  private final RevisionMergePolicy policy = new RevisionMergePolicy();

  private record Value(Stored stored) implements MergingValue<Stored> {
    @Override
    public Stored getRawValue() {
      return stored;
    }

    @Override
    public Stored getDeserializedValue() {
      return stored;
    }
  }

  private static StoredService with(StoredService before, String instance, long now) {
    return new ServiceChange.Put(leased(instance), 10)
        .applyTo(before, new Moment(now, instance))
        .held();
  }

  @Test
  void whatBothHalvesAcknowledgedIsKept() {
    var common =
        new ServiceChange.Create("prod", ORDERS, Labels.NONE)
            .applyTo(StoredService.absent(ORDERS.id()), new Moment(100, "common"))
            .held();
    var merged =
        policy.merge(new Value(with(common, "left", 200)), new Value(with(common, "right", 300)));
    assertThat(((StoredService) merged).entry().instances()).containsOnlyKeys("left", "right");
  }

  @Test
  void ofNamespacesTheHigherRevisionIsKept() {
    var removed = new StoredNamespace("ns-1", 200, null, Labels.NONE);
    var older = new StoredNamespace("ns-1", 100, namespace("prod"), Labels.NONE);
    assertThat(policy.merge(new Value(older), new Value(removed))).isEqualTo(removed);
    assertThat(policy.merge(new Value(removed), new Value(older))).isEqualTo(removed);
  }

  @Test
  void whatOnlyOneHalfKnowsIsKept() {
    var known = new StoredNamespace("ns-1", 100, namespace("prod"), Labels.NONE);
    assertThat(policy.merge(new Value(known), null)).isEqualTo(known);
  }
}
