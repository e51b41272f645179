package io.fairlead.proxy.outlier;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tallies of one service's endpoints, by instance id. One per service and process: were it one
 * per event loop, each would see a share of the failures and eject as much later.
 *
 * <p>Reading takes no lock; only failures do, so that two event loops cannot eject one endpoint
 * more than the policy allows.
 */
final class OutlierDetector {
  private final OutlierPolicy policy;
  private final Map<String, OutlierTally> tallies = new ConcurrentHashMap<>();
  private volatile long anyEjectedUntilNanos;

  OutlierDetector(OutlierPolicy policy) {
    this.policy = policy;
  }

  /** An attempt succeeded. */
  void succeeded(String instanceId) {
    var held = tallies.get(instanceId);
    if (held != null && held.consecutive() > 0) {
      tallies.computeIfPresent(instanceId, (id, tally) -> tally.afterSuccess());
    }
  }

  /**
   * An attempt failed.
   *
   * @param endpoints the instance ids of the route as it is now
   * @return for how long the endpoint is ejected because of it, 0 when it is not
   */
  synchronized long failed(String instanceId, Set<String> endpoints, long nowNanos) {
    tallies.keySet().retainAll(endpoints);
    var tally = tallies.getOrDefault(instanceId, OutlierTally.CLEAN).afterFailure(nowNanos);
    boolean eject =
        tally.consecutive() >= policy.consecutiveFailures()
            && ejected(nowNanos) < policy.ejectableOf(endpoints.size());
    var changed = eject ? tally.ejected(policy, nowNanos) : tally;
    if (endpoints.contains(instanceId)) {
      tallies.put(instanceId, changed);
    }
    if (!eject) {
      return 0;
    }
    anyEjectedUntilNanos = Math.max(anyEjectedUntilNanos, changed.ejectedUntilNanos());
    return changed.ejectedUntilNanos() - nowNanos;
  }

  /** Whether there is any need to ask {@link #isEjected}. */
  boolean anyEjected(long nowNanos) {
    return nowNanos < anyEjectedUntilNanos;
  }

  boolean isEjected(String instanceId, long nowNanos) {
    var tally = tallies.get(instanceId);
    return tally != null && tally.isEjected(nowNanos);
  }

  /** How many are ejected now. */
  int ejected(long nowNanos) {
    int count = 0;
    for (var tally : tallies.values()) {
      count += tally.isEjected(nowNanos) ? 1 : 0;
    }
    return count;
  }
}
