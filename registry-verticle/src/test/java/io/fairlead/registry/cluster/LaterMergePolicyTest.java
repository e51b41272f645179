package io.fairlead.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.spi.merge.MergingValue;
import io.fairlead.registry.catalog.Operation;
import io.fairlead.registry.lease.HeldLease;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaterMergePolicyTest {
  private final LaterMergePolicy policy = new LaterMergePolicy();

  private record Value(Object kept) implements MergingValue<Object> {
    @Override
    public Object getRawValue() {
      return kept;
    }

    @Override
    public Object getDeserializedValue() {
      return kept;
    }
  }

  private static HeldLease until(long millis) {
    return new HeldLease("prod", "srv-1", "i-1", millis, 10_000, false);
  }

  private static Operation at(String status, long millis) {
    return new Operation("op-1", "REGISTER_INSTANCE", status, null, null, 1, millis, Map.of());
  }

  @Test
  void theLeaseThatWasRenewedLastIsKept() {
    assertThat(policy.merge(new Value(until(5)), new Value(until(9)))).isEqualTo(until(9));
    assertThat(policy.merge(new Value(until(9)), new Value(until(5)))).isEqualTo(until(9));
  }

  @Test
  void anOperationDoesNotFallBack() {
    var ended = at("SUCCESS", 20);
    assertThat(policy.merge(new Value(ended), new Value(at("PENDING", 10)))).isEqualTo(ended);
    assertThat(policy.merge(new Value(at("PENDING", 10)), new Value(ended))).isEqualTo(ended);
  }

  @Test
  void whatOnlyOneHalfKnowsIsKept() {
    assertThat(policy.merge(new Value(until(5)), null)).isEqualTo(until(5));
  }
}
