package io.fairlead.proxy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.policy.Destination;
import io.fairlead.catalog.policy.RequestTimeouts;
import io.fairlead.catalog.policy.Retries;
import io.fairlead.catalog.policy.Sticky;
import io.fairlead.proxy.exchange.PlayedRequest;
import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Timeouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Overrides NONE = new Overrides(null, null);
  private static final Route OWN = PlayedRequest.route(2);

  /** Services whose names are known to have an endpoint, and one without. */
  private static Route find(Route from, String service) {
    var endpoints =
        service.equals("empty") ? List.<RouteEndpoint>of() : List.of(PlayedRequest.endpoint(7));
    return service.equals("nobody")
        ? null
        : Route.of("srv-" + service, service, AppProtocol.HTTP, Timeouts.DEFAULT, endpoints);
  }

  private static Split split(Sticky sticky, Destination... destinations) {
    return Split.of(List.of(destinations), sticky, NONE);
  }

  private static Destination to(String service, int weight) {
    return new Destination(weight, service, null);
  }

  private static Split.Choice choose(Split split, double random, String cookie) {
    var request = new PlayedRequest("GET", "backend");
    request.fields = cookie == null ? Map.of() : Map.of("cookie", cookie);
    return split.choose(new Asked(request), OWN, SplitTest::find, random);
  }

  private static Map<String, Integer> counted(Split split, int times, long seed) {
    var random = new Random(seed);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(choose(split, random.nextDouble(), null).route().name(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void theSharesAreThoseAskedForWithinTwoPoints() {
    var split = split(null, to("a", 1), to("b", 10), to("c", 89));

    var counts = counted(split, 10_000, 42);

    assertThat(counts.get("a") / 100.0).isBetween(0.0, 3.0);
    assertThat(counts.get("b") / 100.0).isBetween(8.0, 12.0);
    assertThat(counts.get("c") / 100.0).isBetween(87.0, 91.0);
  }

  @Test
  void theLargestWeightsDoNotOverflow() {
    var all =
        IntStream.range(0, Split.TARGETS_MAX)
            .mapToObj(i -> to("s" + i, Target.WEIGHT_MAX))
            .toArray(Destination[]::new);
    var split = split(null, all);

    assertThat(counted(split, 32_000, 1))
        .hasSize(32)
        .allSatisfy((n, c) -> assertThat(c).isBetween(800, 1200));
    assertThat(choose(split, 0, null).route().name()).isEqualTo("s0");
    assertThat(choose(split, 1, null).route().name()).as("even at 1").isEqualTo("s31");
  }

  @Test
  void aWeightOfZeroGetsNothing() {
    var split = split(null, to("a", 0), to("b", 1), to("c", 0));

    assertThat(counted(split, 1000, 3)).containsOnlyKeys("b");
    assertThat(choose(split, 0, null).route().name()).isEqualTo("b");
    assertThat(choose(split, 1, null).route().name()).isEqualTo("b");
  }

  @Test
  void whoHasNoEndpointGetsNothing() {
    assertThat(counted(split(null, to("empty", 9), to("nobody", 9), to("c", 1)), 100, 3))
        .containsOnlyKeys("c");
    assertThat(choose(split(null, to("empty", 9), to("nobody", 9), to("c", 0)), 0.5, null))
        .isNull();
  }

  @Test
  void aCookieNamesThePartWhateverTheOrderAndWeights() {
    var sticky = new Sticky("part", null);
    var before = split(sticky, to("a", 1), to("b", 1));
    String cookie = choose(before, 0.9, null).cookie().replaceFirst(";.*", "");
    var after = split(sticky, to("c", 50), to("b", 1), to("a", 50));

    var kept = choose(after, 0, cookie);

    assertThat(kept.route().name()).isEqualTo("b");
    assertThat(kept.cookie()).as("it has it already").isNull();
    assertThat(choose(after, 0, "part=nonsense").route().name()).isEqualTo("c");
    assertThat(choose(split(sticky, to("b", 0), to("a", 1)), 0, cookie).route().name())
        .as("a part without weight lets go")
        .isEqualTo("a");
  }

  @Test
  void whatWasMadeOfARouteIsRemembered() {
    var subset = split(null, new Destination(1, null, Map.of("version", "v1")), to("b", 0));
    var plain = Split.of(List.of(), null, NONE);
    var timed =
        Split.of(List.of(), null, new Overrides(new RequestTimeouts(null, 50, null, null), null));

    assertThat(choose(subset, 0, null)).as("no instance has it").isNull();
    assertThat(choose(plain, 0, null).route()).isSameAs(OWN);
    var narrowed = choose(timed, 0, null).route();
    assertThat(narrowed.timeouts())
        .isEqualTo(new Timeouts(50_000_000, Timeouts.DEFAULT.idleNanos()));
    assertThat(choose(timed, 0, null).route()).isSameAs(narrowed);
  }

  @Test
  void aRulesRetriesSpendTheServicesBudget() {
    var own = new Retries(5, null, null, null, null, null, null, 100, 100, null, null);
    var route = new Overrides(null, own).on(OWN);

    assertThat(route.policy().retries().attempts()).isEqualTo(5);
    assertThat(route.policy().retries().budgetPercent()).isNull();
  }

  @Test
  void whatCouldNeverBeChosenIsRefused() {
    assertThatThrownBy(() -> split(null, to("a", 0)))
        .hasMessageContaining("weights that are all 0");
    assertThatThrownBy(() -> split(null, to("a", -1))).hasMessageContaining("0 to 1000000");
    assertThatThrownBy(() -> split(null, to("a", 1_000_001))).hasMessageContaining("0 to 1000000");
    assertThatThrownBy(() -> split(new Sticky("a b", null), to("a", 1)))
        .hasMessageContaining("name of a cookie");
    assertThatThrownBy(() -> split(new Sticky("a", 0), to("a", 1)))
        .hasMessageContaining("sticky.seconds");
    assertThatThrownBy(() -> split(new Sticky("a", 1))).hasMessageContaining("without a split");
  }
}
