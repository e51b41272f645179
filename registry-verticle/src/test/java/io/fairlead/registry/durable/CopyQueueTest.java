package io.fairlead.registry.durable;

import static io.fairlead.registry.Samples.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.catalog.Labels;
import io.fairlead.registry.catalog.Removals;
import io.fairlead.registry.catalog.StoredNamespace;
import org.junit.jupiter.api.Test;

class CopyQueueTest {
  private static final long NOW = 10 * Removals.KEPT_MICROS;

  private final CopyQueue queue = new CopyQueue();

  private static StoredNamespace removed(String id, long revision) {
    return new StoredNamespace(id, revision, null, Labels.NONE);
  }

  private void add(StoredNamespace stored) {
    var unused = queue.add(stored);
  }

  private CopyQueue.Batch written() {
    var batch = queue.take(NOW);
    queue.written(batch);
    return batch;
  }

  @Test
  void aRemovalOfLongAgoIsForgottenUnlessItIsTheNewestChange() {
    add(removed("ns-old", 100));
    add(removed("ns-newest", 200));
    assertThat(written().things()).containsOnlyKeys("ns-old", "ns-newest");

    queue.forgetRemovals(NOW);
    assertThat(written().things()).containsOnlyKeys("ns-old").containsValue(null);

    add(new StoredNamespace("ns-there", 300, namespace("prod"), Labels.NONE));
    queue.forgetRemovals(NOW);
    assertThat(written().things()).containsEntry("ns-newest", null).containsKey("ns-there");
  }
}
