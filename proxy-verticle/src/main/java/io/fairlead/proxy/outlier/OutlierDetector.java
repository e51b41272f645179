package io.fairlead.proxy.outlier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The tallies of one service's endpoints, by instance id. One per service and process: were it one
 * per event loop, each would see a share of the failures and eject as much later.
 *
 * <p>Reading takes no lock; only failures do, so that two event loops cannot eject one endpoint
 * more than the policy allows.
 */
final class OutlierDetector {
  /**
   * An endpoint is left alone.
   *
   * @param lastsNanos from now on
   */
  record Ejection(String instanceId, long lastsNanos) {}

  private final OutlierPolicy policy;
  private final OutlierRates rates;
  private final Map<String, OutlierTally> tallies;
  private volatile long anyEjectedUntilNanos;

  OutlierDetector(OutlierPolicy policy, long nowNanos) {
    this(policy, nowNanos, new ConcurrentHashMap<>(), 0);
  }

  private OutlierDetector(
      OutlierPolicy policy, long nowNanos, Map<String, OutlierTally> tallies, long ejectedUntil) {
    this.policy = policy;
    this.rates = policy.rates() == null ? null : new OutlierRates(policy.rates(), nowNanos);
    this.tallies = tallies;
    this.anyEjectedUntilNanos = ejectedUntil;
  }

  /** Goes on by another policy; where that ejects nobody, whoever is ejected returns. */
  OutlierDetector following(OutlierPolicy changed, long nowNanos) {
    return changed.enabled()
        ? new OutlierDetector(changed, nowNanos, tallies, anyEjectedUntilNanos)
        : new OutlierDetector(changed, nowNanos);
  }

  /** Whether every attempt counts, not only those that fail. */
  boolean measures() {
    return rates != null;
  }

  /**
   * An attempt succeeded.
   *
   * @param endpoints the instance ids of the route as it is now, asked for when needed
   * @param nowNanos of no meaning unless {@link #measures}
   * @return who is ejected because an interval is over
   */
  List<Ejection> succeeded(String instanceId, Supplier<Set<String>> endpoints, long nowNanos) {
    var held = tallies.get(instanceId);
    if (held != null && !held.isClean()) {
      tallies.computeIfPresent(instanceId, (id, tally) -> tally.after(Verdict.FINE, nowNanos));
    }
    return measured(instanceId, false, endpoints, nowNanos);
  }

  /**
   * An attempt failed.
   *
   * @return who is ejected because of it, or because an interval is over
   */
  List<Ejection> failed(
      String instanceId, Verdict verdict, Supplier<Set<String>> endpoints, long nowNanos) {
    if (!policy.enabled()) {
      return List.of();
    }
    var ejections = new ArrayList<Ejection>(1);
    var present = endpoints.get();
    tally(instanceId, verdict, present, nowNanos, ejections);
    ejections.addAll(measured(instanceId, true, () -> present, nowNanos));
    return ejections;
  }

  private synchronized void tally(
      String instanceId,
      Verdict verdict,
      Set<String> endpoints,
      long nowNanos,
      List<Ejection> ejections) {
    tallies.keySet().retainAll(endpoints);
    var tally = tallies.getOrDefault(instanceId, OutlierTally.CLEAN).after(verdict, nowNanos);
    if (endpoints.contains(instanceId)) {
      tallies.put(instanceId, tally);
    }
    if (!tally.isEjected(nowNanos) && tally.isDue(policy)) {
      eject(instanceId, endpoints, nowNanos, ejections);
    }
  }

  private List<Ejection> measured(
      String instanceId, boolean failed, Supplier<Set<String>> endpoints, long nowNanos) {
    if (rates == null || !policy.enabled()) {
      return List.of();
    }
    var outliers = rates.count(instanceId, failed, nowNanos);
    if (outliers.isEmpty()) {
      return List.of();
    }
    List<Ejection> ejections = new ArrayList<>();
    synchronized (this) {
      for (String id : outliers) {
        eject(id, endpoints.get(), nowNanos, ejections);
      }
    }
    return ejections;
  }

  private void eject(
      String instanceId, Set<String> endpoints, long nowNanos, List<Ejection> ejections) {
    var tally = tallies.getOrDefault(instanceId, OutlierTally.CLEAN);
    if (tally.isEjected(nowNanos) || ejected(nowNanos) >= policy.ejectableOf(endpoints.size())) {
      return;
    }
    var changed = tally.ejected(policy, nowNanos);
    if (endpoints.contains(instanceId)) {
      tallies.put(instanceId, changed);
    }
    anyEjectedUntilNanos = Math.max(anyEjectedUntilNanos, changed.ejectedUntilNanos());
    ejections.add(new Ejection(instanceId, changed.ejectedUntilNanos() - nowNanos));
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
