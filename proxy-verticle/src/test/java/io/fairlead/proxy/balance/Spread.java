package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Endpoints of given weights, and how choices spread over them. */
final class Spread {
  private Spread() {}

  /** Endpoints e0, e1... of these weights. */
  static List<RouteEndpoint> weighing(int... weights) {
    List<RouteEndpoint> endpoints = new ArrayList<>();
    for (int weight : weights) {
      endpoints.add(endpoint("e" + endpoints.size(), weight));
    }
    return List.copyOf(endpoints);
  }

  /** So many endpoints e0, e1... of the same weight. */
  static List<RouteEndpoint> equal(int count) {
    return weighing(java.util.stream.IntStream.range(0, count).map(i -> 1).toArray());
  }

  static RouteEndpoint endpoint(String id, int weight) {
    return new RouteEndpoint(id, new Address("127.0.0.1", 9000), true, true, weight);
  }

  /** How often each was chosen, of so many choices. */
  static Map<String, Integer> of(int choices, IntFunction<RouteEndpoint> choose) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < choices; i++) {
      counts.merge(choose.apply(i).instanceId(), 1, Integer::sum);
    }
    return counts;
  }
}
