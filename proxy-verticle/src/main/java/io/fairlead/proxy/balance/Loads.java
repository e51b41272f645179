package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The loads of one service's endpoints, by instance id; any thread. Bounded by {@link #retain}. */
final class Loads {
  private final ConcurrentMap<String, EndpointLoad> byInstanceId = new ConcurrentHashMap<>();

  /** The endpoint's, created at first sight. */
  EndpointLoad of(RouteEndpoint endpoint) {
    var held = byInstanceId.get(endpoint.instanceId());
    return held != null
        ? held
        : byInstanceId.computeIfAbsent(endpoint.instanceId(), id -> new EndpointLoad());
  }

  /** Forgets the others; attempts that are under way there end as if they were known. */
  void retain(Set<String> instanceIds) {
    byInstanceId.keySet().retainAll(instanceIds);
  }

  /** How many are known. */
  int size() {
    return byInstanceId.size();
  }
}
