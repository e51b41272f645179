package io.fairlead.registry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HazelcastNodesTest {
  @Test
  void allNodesKnowTheSameIdsAndHearOfWhoComesAndGoes() {
    try (var members = new Members(2)) {
      var first = members.start(0);
      var nodes = new HazelcastNodes(first);
      var changes = new AtomicInteger();
      nodes.onChange(changes::incrementAndGet);
      assertThat(nodes.all()).containsExactly(nodes.self());

      var second = members.start(1);
      var others = new HazelcastNodes(second);
      await().untilAsserted(() -> assertThat(changes).hasValue(1));
      assertThat(nodes.all())
          .containsExactlyInAnyOrder(nodes.self(), others.self())
          .isEqualTo(others.all());

      Members.kill(second);
      await().untilAsserted(() -> assertThat(changes).hasValue(2));
      assertThat(nodes.all()).containsExactly(nodes.self());
      assertThat(others.all()).as("of a node that is gone").isEmpty();
    }
  }
}
