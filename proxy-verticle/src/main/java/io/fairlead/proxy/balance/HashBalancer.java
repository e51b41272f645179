package io.fairlead.proxy.balance;

import io.fairlead.proxy.balance.HashTable.Member;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.Comparator;
import java.util.List;

/**
 * The same endpoint for the same key, in every proxy. The table is made of all endpoints, healthy
 * or not, and made anew only when they or their weights change.
 */
final class HashBalancer implements Balancer {
  private static final Comparator<RouteEndpoint> BY_ID =
      Comparator.comparing(RouteEndpoint::instanceId);

  private record Built(List<RouteEndpoint> endpoints, List<Member> members, HashTable table) {}

  private final HashTable.Builder builder;
  private final Remembered<List<RouteEndpoint>, Built> built = new Remembered<>();

  HashBalancer(HashTable.Builder builder) {
    this.builder = builder;
  }

  @Override
  public RouteEndpoint choose(
      List<RouteEndpoint> all,
      List<RouteEndpoint> eligible,
      Weights weights,
      long key,
      long nowNanos) {
    var held = built.of(all, this::build);
    var endpoints = held.endpoints;
    int found =
        held.table.owner(
            key,
            owner ->
                eligible.size() == endpoints.size() || isAmong(eligible, endpoints.get(owner)));
    return found == HashTable.NOBODY
        ? eligible.get((int) Long.remainderUnsigned(key, eligible.size()))
        : endpoints.get(found);
  }

  private Built build(List<RouteEndpoint> all) {
    var sorted = all.stream().sorted(BY_ID).toList();
    var members = sorted.stream().map(e -> new Member(e.instanceId(), e.weight())).toList();
    var same = built.any(b -> b.members.equals(members));
    return new Built(sorted, members, same == null ? builder.of(members) : same.table);
  }

  @SuppressWarnings("ReferenceEquality") // what is eligible was taken from the route's list
  private static boolean isAmong(List<RouteEndpoint> eligible, RouteEndpoint endpoint) {
    for (int i = 0; i < eligible.size(); i++) {
      if (eligible.get(i) == endpoint) {
        return true;
      }
    }
    return false;
  }
}
