package io.fairlead.registry.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.fairlead.registry.catalog.ServiceMerge;
import io.fairlead.registry.catalog.Stored;
import io.fairlead.registry.catalog.StoredService;

/**
 * What is kept when a split cluster is whole again: of namespaces the higher revision, of services
 * what both halves acknowledged. Made by Hazelcast, by name.
 */
public final class RevisionMergePolicy
    implements SplitBrainMergePolicy<Stored, MergingValue<Stored>, Stored> {

  @Override
  public Stored merge(MergingValue<Stored> merging, MergingValue<Stored> existing) {
    var incoming = merging.getDeserializedValue();
    var held = existing == null ? null : existing.getDeserializedValue();
    if (held instanceof StoredService kept && incoming instanceof StoredService other) {
      return ServiceMerge.of(kept, other);
    }
    return held != null && held.revision() >= incoming.revision() ? held : incoming;
  }

  @Override
  public void writeData(ObjectDataOutput out) {
    // It holds nothing.
  }

  @Override
  public void readData(ObjectDataInput in) {
    // It holds nothing.
  }
}
