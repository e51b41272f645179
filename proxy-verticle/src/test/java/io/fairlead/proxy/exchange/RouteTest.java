package io.fairlead.proxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.AppProtocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static RouteEndpoint endpoint(
      String id, boolean healthy, Map<String, String> attributes) {
    return new RouteEndpoint(id, new Address("127.0.0.1", 9000), true, healthy, 1, attributes);
  }

  private static Route route() {
    return Route.of(
        "srv-1",
        "backend.demo",
        AppProtocol.HTTP,
        Timeouts.DEFAULT,
        List.of(
            endpoint("a", true, Map.of("version", "v1", "tier", "x")),
            endpoint("b", false, Map.of("version", "v2", "tier", "x")),
            endpoint("c", true, Map.of("version", "v2"))));
  }

  private static List<String> ids(List<RouteEndpoint> endpoints) {
    return endpoints.stream().map(RouteEndpoint::instanceId).toList();
  }

  @Test
  void aSubsetHasThoseThatHoldAllPairs() {
    assertThat(ids(route().subset(Map.of("version", "v2")).endpoints())).containsExactly("b", "c");
    assertThat(ids(route().subset(Map.of("version", "v2")).healthy())).containsExactly("c");
    assertThat(ids(route().subset(Map.of("version", "v2", "tier", "x")).endpoints()))
        .containsExactly("b");
    assertThat(route().subset(Map.of("version", "v3")).endpoints()).isEmpty();
  }

  @Test
  void aSubsetIsOfTheSameService() {
    var subset = route().subset(Map.of("version", "v1"));

    assertThat(subset.serviceId()).isEqualTo("srv-1");
    assertThat(subset.subset()).isEqualTo(Map.of("version", "v1"));
  }

  @Test
  void nothingAskedForIsAll() {
    var route = route();

    assertThat(route.subset(Map.of())).isSameAs(route);
  }

  @Test
  void aSubsetIsMadeOnce() {
    var route = route();

    assertThat(route.subset(Map.of("version", "v1")))
        .isSameAs(route.subset(Map.of("version", "v1")));
    assertThat(route).isEqualTo(route());
  }

  @Test
  void noMoreSubsetsAreKeptThanAPolicyMayName() {
    var route = route();
    for (int i = 0; i < Subsets.MAX; i++) {
      route.subset(Map.of("version", "other" + i));
    }

    assertThat(ids(route.subset(Map.of("version", "v1")).endpoints())).containsExactly("a");
    assertThat(route.subset(Map.of("version", "v1")))
        .isNotSameAs(route.subset(Map.of("version", "v1")));
  }
}
