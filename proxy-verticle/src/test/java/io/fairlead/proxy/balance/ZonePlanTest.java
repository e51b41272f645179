package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonePlanTest {
  private static RouteEndpoint in(String zone, int number, int weight) {
    return new RouteEndpoint(
        zone + number,
        new Address("127.0.0.1", 9000),
        true,
        true,
        weight,
        zone.equals("-") ? Map.of() : Map.of(InstanceAttributes.AVAILABILITY_ZONE, zone));
  }

  /** From a:2 b:4, - for those without a zone. */
  private static List<RouteEndpoint> endpoints(String counts) {
    List<RouteEndpoint> endpoints = new ArrayList<>();
    for (String count : counts.split(" ", -1)) {
      String[] parts = count.split(":", -1);
      for (int i = 0; i < Integer.parseInt(parts[1]); i++) {
        endpoints.add(in(parts[0], i, 1));
      }
    }
    return endpoints;
  }

  /** Each zone's part of a caller's requests, in percent. */
  private static Map<String, Double> parts(ZonePlan plan) {
    Map<String, Double> parts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String zone = plan.at(i / 10_000.0).get(0).instanceId().substring(0, 1);
      parts.merge(zone, 0.01, Double::sum);
    }
    return parts;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // endpoints, caller's zone, percent to a, b, c, without
        "a:2 b:2, a, 100, -, -, -",
        "a:2 b:2 c:2, b, -, 100, -, -",
        // a is short of endpoints, its callers spill over; those of b keep all
        "a:2 b:4, a, 66.67, 33.33, -, -",
        "a:2 b:4, b, -, 100, -, -",
        // what b has is for its own callers, c alone has more
        "a:2 b:4 c:6, a, 50, -, 50, -",
        "a:2 b:4 c:6, c, -, -, 100, -",
        // two have more, the one twice as much as the other
        "a:1 b:5 c:6, a, 25, 25, 50, -",
        // nobody calls from nowhere, so what is there is for all
        "a:4 b:4 -:2, a, 80, -, -, 20",
      })
  void requestsThatTheOwnZoneDoesNotBearSpillOver(
      String counts, String zone, Double a, Double b, Double c, Double without) {
    var plan = ZonePlan.of(endpoints(counts), zone, Weights.EQUAL);

    Map<String, Double> expected = new HashMap<>();
    expected.put("a", a);
    expected.put("b", b);
    expected.put("c", c);
    expected.put("-", without);
    expected.values().removeIf(v -> v == null);
    var parts = parts(plan);
    assertThat(parts).containsOnlyKeys(expected.keySet());
    expected.forEach((z, part) -> assertThat(parts.get(z)).as(z).isCloseTo(part, within(0.1)));
  }

  @ParameterizedTest
  @CsvSource({
    // fewer than two for each zone
    "a:1 b:2, a",
    "a:2 b:2 c:1, a",
    // one zone
    "a:4, a",
    // nobody in the caller's zone
    "a:4 b:4, c",
    // no zones at all
    "-:8, a",
  })
  void zonesDoNotMatterWhenThereIsTooLittleToShare(String counts, String zone) {
    assertThat(ZonePlan.of(endpoints(counts), zone, Weights.EQUAL).isPlain()).isTrue();
  }

  /** What makes it fair. */
  @ParameterizedTest
  @CsvSource({"a:2 b:4 c:6", "a:1 b:5 c:6", "a:1 b:1 c:7", "a:3 b:3 c:3", "a:4 b:4 -:3"})
  void everyEndpointGetsTheSameWhenCallersAreSpreadEvenly(String counts) {
    var endpoints = endpoints(counts);
    Map<String, Double> loads = new HashMap<>();
    var zones =
        endpoints.stream()
            .map(e -> e.instanceId().substring(0, 1))
            .filter(z -> !z.equals("-"))
            .distinct()
            .toList();
    for (String zone : zones) {
      parts(ZonePlan.of(endpoints, zone, Weights.EQUAL))
          .forEach((to, part) -> loads.merge(to, part / zones.size(), Double::sum));
    }

    for (var load : loads.entrySet()) {
      long there = endpoints.stream().filter(e -> e.instanceId().startsWith(load.getKey())).count();
      assertThat(load.getValue() / there)
          .as(load.getKey())
          .isCloseTo(100.0 / endpoints.size(), within(0.05));
    }
  }

  @Test
  void weightsAreCapacity() {
    var endpoints = List.of(in("a", 0, 1), in("a", 1, 1), in("b", 0, 2), in("b", 1, 2));

    var plan = ZonePlan.of(endpoints, "a", Weights.OWN);

    assertThat(plan.localShare()).isCloseTo(2.0 / 3, within(0.001));
  }
}
