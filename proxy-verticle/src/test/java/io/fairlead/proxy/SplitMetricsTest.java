package io.fairlead.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.rules.SplitPart;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SplitMetrics metrics = new SplitMetrics(registry);

  private static SplitPart part(int number) {
    return new SplitPart("backend.demo", "canary", "v" + number);
  }

  private double failed(String destination) {
    return registry
        .get("mesh_proxy_split_requests_total")
        .tags("destination", destination, "outcome", "failed")
        .counter()
        .count();
  }

  @Test
  void aDestinationKeepsItsCounterWhenThePolicyIsCompiledAgain() {
    metrics.counter(part(1)).ended(true);
    metrics.counter(part(1)).ended(true);

    assertThat(failed("v1")).isEqualTo(2);
  }

  @Test
  void moreDestinationsThanTheLimitAreCountedTogether() {
    for (int i = 0; i < SplitMetrics.PARTS_MAX; i++) {
      metrics.counter(part(i));
    }
    metrics.counter(part(SplitMetrics.PARTS_MAX)).ended(true);
    metrics.counter(part(7)).ended(true);

    assertThat(failed("other")).isEqualTo(1);
    assertThat(failed("v7")).isEqualTo(1);
    metrics.follow(List.of());
    assertThat(registry.getMeters()).as("only the common ones are left").hasSize(2);
    metrics.counter(part(SplitMetrics.PARTS_MAX)).ended(true);
    assertThat(failed("v" + SplitMetrics.PARTS_MAX)).isEqualTo(1);
  }
}
