package io.fairlead.registry.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.fairlead.registry.health.RegistryNodes;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster's members as those who share work know them: by the ids that they joined with. */
public final class HazelcastNodes implements RegistryNodes {
  private static final String GONE = "gone";

  private final HazelcastInstance hazelcast;

  public HazelcastNodes(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  @Override
  public String self() {
    try {
      return id(hazelcast.getCluster().getLocalMember());
    } catch (HazelcastInstanceNotActiveException e) {
      return GONE;
    }
  }

  @Override
  public Set<String> all() {
    try {
      return hazelcast.getCluster().getMembers().stream()
          .map(HazelcastNodes::id)
          .collect(Collectors.toUnmodifiableSet());
    } catch (HazelcastInstanceNotActiveException e) {
      return Set.of();
    }
  }

  @Override
  public void onChange(Runnable changed) {
    Upheaval.watch(hazelcast, changed, changed);
  }

  private static String id(Member member) {
    return member.getUuid().toString();
  }
}
