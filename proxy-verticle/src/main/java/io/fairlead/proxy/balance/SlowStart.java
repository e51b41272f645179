package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets the share of an endpoint that is new, or healthy again, grow from a tenth to all of it. What
 * is there at the first look has grown already: a proxy that starts sees everybody for the first
 * time. One per service, whatever its policy; any thread.
 */
final class SlowStart {
  /** A new endpoint's share of its share. */
  static final double FIRST_SHARE = 0.1;

  private static final long NEVER = Long.MIN_VALUE;

  /**
   * Endpoints that came after the first look.
   *
   * @param since when, by instance id
   * @param newestNanos when the last one came
   */
  private record Arrivals(Map<String, Long> since, long newestNanos) {}

  /** Null before the first look. */
  private Set<String> healthy;

  private volatile Arrivals arrivals = new Arrivals(Map.of(), NEVER);

  /** The service's endpoints are these now. */
  synchronized void follow(Route route, long nowNanos) {
    Set<String> now = new HashSet<>();
    route.healthy().forEach(endpoint -> now.add(endpoint.instanceId()));
    Map<String, Long> since = new HashMap<>();
    for (String id : now) {
      if (healthy != null && !healthy.contains(id)) {
        since.put(id, nowNanos);
      } else if (arrivals.since.containsKey(id)) {
        since.put(id, arrivals.since.get(id));
      }
    }
    healthy = now;
    long newest = since.values().stream().mapToLong(at -> at).max().orElse(NEVER);
    arrivals = new Arrivals(Map.copyOf(since), newest);
  }

  /** The weights of endpoints, as far as they have grown. */
  Weights of(Weights grown, long durationNanos, long nowNanos) {
    var held = arrivals;
    if (held.newestNanos == NEVER || nowNanos - held.newestNanos >= durationNanos) {
      return grown;
    }
    return endpoint -> grown.of(endpoint) * share(held, endpoint, durationNanos, nowNanos);
  }

  private static double share(
      Arrivals arrivals, RouteEndpoint endpoint, long durationNanos, long nowNanos) {
    var at = arrivals.since.get(endpoint.instanceId());
    return at == null ? 1 : share(nowNanos - at, durationNanos);
  }

  /** How much of its share an endpoint has after so long. */
  static double share(long elapsedNanos, long durationNanos) {
    if (elapsedNanos >= durationNanos) {
      return 1;
    }
    double grown = (double) Math.max(0, elapsedNanos) / durationNanos;
    return FIRST_SHARE + (1 - FIRST_SHARE) * grown;
  }
}
