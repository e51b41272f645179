package io.fairlead.registry.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.fairlead.registry.lease.HeldLease;
import io.fairlead.registry.lease.LeaseChange;
import io.fairlead.registry.lease.LeaseOutcome;
import io.fairlead.registry.lease.LeaseStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;

/**
 * Keeps leases in a map that all registry nodes share; a node looks after those whose keys it owns,
 * so that a lost node's leases are looked after by whoever owns their keys next.
 */
public final class HazelcastLeaseStore implements LeaseStore {
  private final HazelcastInstance hazelcast;
  private final ClusterCall calls;
  private final IMap<String, HeldLease> leases;

  public HazelcastLeaseStore(Vertx vertx, HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
    this.calls = new ClusterCall(vertx);
    this.leases = hazelcast.getMap(ClusterMaps.LEASES);
  }

  @Override
  public Future<LeaseOutcome> change(String key, LeaseChange change) {
    return calls.async(() -> leases.submitToKey(key, new LeaseStep(change)));
  }

  @Override
  public Future<Collection<HeldLease>> mine() {
    return calls.blocking(() -> List.copyOf(leases.getAll(leases.localKeySet()).values()));
  }

  @Override
  public Future<Collection<HeldLease>> all() {
    return calls.blocking(leases::values);
  }

  @Override
  public boolean isMine(String key) {
    var owner = hazelcast.getPartitionService().getPartition(key).getOwner();
    return owner != null && owner.localMember();
  }

  @Override
  public void onLoss(Runnable lost) {
    Upheaval.watch(hazelcast, () -> {}, lost);
  }

  @Override
  public long nowMillis() {
    return hazelcast.getCluster().getClusterTime();
  }
}
