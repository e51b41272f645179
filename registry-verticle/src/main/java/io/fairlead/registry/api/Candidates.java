package io.fairlead.registry.api;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The instances of a service by position. What most requests ask of them is a bit each, so that
 * choosing among many does not touch the instances themselves, which lie scattered in memory.
 */
final class Candidates {
  private final List<Instance> instances;
  private final BitSet serving = new BitSet();

  Candidates(Collection<Instance> instances) {
    this.instances = List.copyOf(instances);
    for (int i = 0; i < this.instances.size(); i++) {
      // UNKNOWN serves: nothing has spoken against it.
      serving.set(i, this.instances.get(i).healthStatus() != HealthStatus.UNHEALTHY);
    }
  }

  List<Instance> instances() {
    return instances;
  }

  /** Those that take traffic; the caller's to change. */
  BitSet serving() {
    return (BitSet) serving.clone();
  }

  /** Those with all of these attributes; the caller's to change. */
  BitSet matching(Map<String, String> wanted) {
    var found = new BitSet(instances.size());
    if (wanted.isEmpty()) {
      found.set(0, instances.size());
      return found;
    }
    for (int i = 0; i < instances.size(); i++) {
      found.set(i, instances.get(i).attributes().entrySet().containsAll(wanted.entrySet()));
    }
    return found;
  }
}
