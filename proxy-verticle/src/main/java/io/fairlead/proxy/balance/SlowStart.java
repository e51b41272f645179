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
 * time. One per service; any thread.
 */
final class SlowStart {
  /** A new endpoint's share of its share. */
  static final double FIRST_SHARE = 0.1;

  private final long durationNanos;

  /** Null before the first look. */
  private Set<String> healthy;

  private volatile Map<String, Long> since;
  private volatile long growingUntilNanos;

  private SlowStart(long durationNanos, Set<String> healthy, Map<String, Long> since) {
    this.durationNanos = durationNanos;
    this.healthy = healthy;
    this.since = since;
    this.growingUntilNanos =
        since.values().stream().mapToLong(at -> at + durationNanos).max().orElse(0);
  }

  /** Of a service of which nothing was seen. */
  static SlowStart of(long durationNanos) {
    return new SlowStart(durationNanos, null, Map.of());
  }

  /** The same with another duration. */
  synchronized SlowStart lasting(long otherNanos) {
    return new SlowStart(otherNanos, healthy, since);
  }

  /** The service's endpoints are these now. */
  synchronized void follow(Route route, long nowNanos) {
    var now = ids(route);
    Map<String, Long> growing = new HashMap<>();
    for (String id : now) {
      if (healthy != null && !healthy.contains(id)) {
        growing.put(id, nowNanos);
      } else if (since.containsKey(id) && nowNanos - since.get(id) < durationNanos) {
        growing.put(id, since.get(id));
      }
    }
    healthy = now;
    since = Map.copyOf(growing);
    growingUntilNanos =
        growing.values().stream().mapToLong(at -> at + durationNanos).max().orElse(0);
  }

  /** The weights of endpoints, as far as they have grown. */
  Weights of(Weights grown, long nowNanos) {
    if (nowNanos >= growingUntilNanos) {
      return grown;
    }
    var begun = since;
    return endpoint -> grown.of(endpoint) * share(endpoint, begun, nowNanos);
  }

  private double share(RouteEndpoint endpoint, Map<String, Long> begun, long nowNanos) {
    var at = begun.get(endpoint.instanceId());
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

  private static Set<String> ids(Route route) {
    Set<String> ids = new HashSet<>();
    route.healthy().forEach(endpoint -> ids.add(endpoint.instanceId()));
    return ids;
  }
}
