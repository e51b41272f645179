package io.fairlead.registry.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.lease.HeldLease;

/**
 * What is kept of leases and operations when a split cluster is whole again: the lease that lasts
 * longer, since its holder renewed it in that half, and the operation that moved on. Made by
 * Hazelcast, by name.
 */
public final class LaterMergePolicy
    implements SplitBrainMergePolicy<Object, MergingValue<Object>, Object> {

  @Override
  public Object merge(MergingValue<Object> merging, MergingValue<Object> existing) {
    var incoming = merging.getDeserializedValue();
    var held = existing == null ? null : existing.getDeserializedValue();
    return held != null && moment(held) >= moment(incoming) ? held : incoming;
  }

  private static long moment(Object kept) {
    if (kept instanceof HeldLease lease) {
      return lease.untilMillis();
    }
    return kept instanceof Operation operation ? operation.updatedAtMillis() : 0;
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
