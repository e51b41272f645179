package io.fairlead.proxy.balance;

import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How callers in one zone share their requests out among the zones: as much as possible stays, but
 * no endpoint gets more than any other. Nobody knows how many callers each zone has, so they are
 * taken as evenly spread over the zones that endpoints are in. A zone that has less than its share
 * of the endpoints keeps as much of its callers' requests as its endpoints bear; the rest goes to
 * zones that have more, in proportion to what they have more (as Envoy's zone aware routing).
 *
 * <p>Immutable and pure. Capacity is the sum of weights; endpoints without a zone take part as a
 * zone without callers.
 *
 * @param local the endpoints of the callers' own zone; empty when zones do not matter
 * @param localShare of the requests that stay, 0 to 1
 * @param others where the rest goes
 */
record ZonePlan(List<RouteEndpoint> local, double localShare, List<Zone> others) {
  /**
   * Where some of the rest goes.
   *
   * @param share of all requests
   */
  record Zone(List<RouteEndpoint> endpoints, double share) {}

  /** Zones do not matter. */
  static final ZonePlan PLAIN = new ZonePlan(List.of(), 0, List.of());

  /** Fewer endpoints for each zone, on average, and zones do not matter, as with AWS. */
  static final int ENDPOINTS_PER_ZONE_MIN = 2;

  private static final String NOWHERE = "";

  /**
   * The plan of callers in a zone.
   *
   * @param weights the endpoints' shares of all traffic
   */
  static ZonePlan of(List<RouteEndpoint> endpoints, String zone, Weights weights) {
    Map<String, List<RouteEndpoint>> byZone = new LinkedHashMap<>();
    for (var endpoint : endpoints) {
      byZone.computeIfAbsent(zoneOf(endpoint), z -> new ArrayList<>()).add(endpoint);
    }
    int zones = byZone.size() - (byZone.containsKey(NOWHERE) ? 1 : 0);
    double all = weights.sum(endpoints);
    if (zones < 2
        || endpoints.size() < ENDPOINTS_PER_ZONE_MIN * zones
        || all == 0
        || !byZone.containsKey(zone)) {
      return PLAIN;
    }
    double callers = 1.0 / zones;
    double local = weights.sum(byZone.get(zone)) / all;
    double localShare = Math.min(1, local / callers);
    return new ZonePlan(
        List.copyOf(byZone.get(zone)), localShare, others(byZone, zone, weights, all, callers));
  }

  /** What other zones have more than their own callers need. */
  private static List<Zone> others(
      Map<String, List<RouteEndpoint>> byZone,
      String zone,
      Weights weights,
      double all,
      double callers) {
    double local = weights.sum(byZone.get(zone)) / all;
    List<Zone> residual = new ArrayList<>();
    byZone.forEach(
        (name, endpoints) -> {
          double own = name.equals(NOWHERE) ? 0 : callers;
          double more = weights.sum(endpoints) / all - own;
          if (!name.equals(zone) && more > 0) {
            residual.add(new Zone(List.copyOf(endpoints), more));
          }
        });
    double sum = residual.stream().mapToDouble(Zone::share).sum();
    double rest = Math.max(0, 1 - local / callers);
    return rest == 0
        ? List.of()
        : residual.stream().map(z -> new Zone(z.endpoints, z.share / sum * rest)).toList();
  }

  private static String zoneOf(RouteEndpoint endpoint) {
    return endpoint.attributes().getOrDefault(InstanceAttributes.AVAILABILITY_ZONE, NOWHERE);
  }

  boolean isPlain() {
    return local.isEmpty();
  }

  /** Whether everything stays. */
  boolean isAllLocal() {
    return others.isEmpty();
  }

  /**
   * The endpoints of one zone.
   *
   * @param place from 0 to below 1
   */
  List<RouteEndpoint> at(double place) {
    double left = place - localShare;
    if (left < 0 || others.isEmpty()) {
      return local;
    }
    for (var zone : others) {
      left -= zone.share;
      if (left < 0) {
        return zone.endpoints;
      }
    }
    return others.get(others.size() - 1).endpoints;
  }
}
