package io.fairlead.registry.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;

/** Tells when the cluster changes shape; called from Hazelcast's threads, must not block. */
final class Upheaval {
  private Upheaval() {}

  /**
   * Begins to watch, for as long as the member lives.
   *
   * @param grown a member came
   * @param shaken a member went, or the halves of a split cluster became one
   */
  static void watch(HazelcastInstance hazelcast, Runnable grown, Runnable shaken) {
    hazelcast.getCluster().addMembershipListener(new OnMembers(grown, shaken));
    hazelcast
        .getLifecycleService()
        .addLifecycleListener(
            event -> {
              // A merge that failed has forgotten what this half held all the same.
              if (event.getState() == LifecycleState.MERGED
                  || event.getState() == LifecycleState.MERGE_FAILED) {
                shaken.run();
              }
            });
  }

  private record OnMembers(Runnable grown, Runnable shaken) implements MembershipListener {
    @Override
    public void memberAdded(MembershipEvent event) {
      grown.run();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
      shaken.run();
    }
  }
}
