package io.fairlead.registry.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.fairlead.registry.health.RegistryNodes;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster's members as those who share work know them: by the ids that they joined with. */
public final class HazelcastNodes implements RegistryNodes {
  private final HazelcastInstance hazelcast;

  public HazelcastNodes(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public String self() {
    return hazelcast.getLocalEndpoint().getUuid().toString();
  }

  @Override
  public Set<String> all() {
    try {
      return hazelcast.getCluster().getMembers().stream()
          .map(Member::getUuid)
          .map(Object::toString)
          .collect(Collectors.toUnmodifiableSet());
    } catch (HazelcastInstanceNotActiveException e) {
      // On its way out, and no more anybody's neighbour.
      return Set.of(self());
    }
  }

  @Override
  public void onChange(Runnable changed) {
    Upheaval.watch(hazelcast, changed, changed);
  }
}
