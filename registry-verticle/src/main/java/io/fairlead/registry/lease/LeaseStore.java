package io.fairlead.registry.lease;

import io.vertx.core.Future;
import java.util.Collection;

/**
 * Where leases are kept, for one process or for a cluster. May be called from any thread and never
 * blocks it; futures complete on the caller's context when it has one, and fail only when the store
 * cannot be reached.
 */
public interface LeaseStore {
  /** Makes a change in one atomic step. */
  Future<LeaseOutcome> change(String key, LeaseChange change);

  /** The leases that this node has to look after: each lease is one node's, in no order. */
  Future<Collection<HeldLease>> mine();

  /** Every lease, in no order; expensive. */
  Future<Collection<HeldLease>> all();

  /** Whether this node has to look after a lease of this key. */
  boolean isMine(String key);

  /**
   * Tells when nodes were lost, and with them, for a while, the way of renewals.
   *
   * @param lost called from any thread, must not block
   */
  void onLoss(Runnable lost);

  /** The clock of {@link HeldLease#untilMillis}, shared by all nodes. */
  long nowMillis();
}
