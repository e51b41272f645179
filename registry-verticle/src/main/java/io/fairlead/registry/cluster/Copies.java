package io.fairlead.registry.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;

/**
 * Whether a new member's share of the catalog has its copies on the others. Until then the death of
 * another node may take something along, so a rolling restart has to wait for it.
 */
public final class Copies {
  private static final long POLL_MILLIS = 200;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private volatile boolean made;

  public Copies(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  /** Begins to ask, until they have been made once. */
  public void await() {
    // The question may wait for an answer of other members.
    vertx
        .executeBlocking(() -> hazelcast.getPartitionService().isLocalMemberSafe(), false)
        .otherwise(false)
        .onSuccess(
            safe -> {
              made = safe;
              if (!safe) {
                vertx.setTimer(POLL_MILLIS, t -> await());
              }
            });
  }

  /** Whether they have been made; from any thread. */
  public boolean areMade() {
    return made;
  }
}
