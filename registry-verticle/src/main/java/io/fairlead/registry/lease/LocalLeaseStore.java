package io.fairlead.registry.lease;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps leases in this process's memory: for {@code fairlead dev}. Safe for any thread. */
public final class LocalLeaseStore implements LeaseStore {
  private final Map<String, HeldLease> leases = new ConcurrentHashMap<>();
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since the epoch
   */
  public LocalLeaseStore(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Future<LeaseOutcome> change(String key, LeaseChange change) {
    var outcome = LeaseOutcome.of(change, leases.get(key));
    if (outcome.held() == null) {
      leases.remove(key);
    } else {
      leases.put(key, outcome.held());
    }
    return Future.succeededFuture(outcome);
  }

  @Override
  public Future<Collection<HeldLease>> mine() {
    return all();
  }

  @Override
  public Future<Collection<HeldLease>> all() {
    return Future.succeededFuture(List.copyOf(leases.values()));
  }

  @Override
  public boolean isMine(String key) {
    return true;
  }

  @Override
  public void onLoss(Runnable lost) {
    // There is only this process, which is there or not.
  }

  @Override
  public long nowMillis() {
    return clock.getAsLong();
  }
}
