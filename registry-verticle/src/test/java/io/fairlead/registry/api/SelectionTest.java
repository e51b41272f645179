package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Instance WELL = instance("well", HealthStatus.HEALTHY, "a");
  private static final Instance ILL = instance("ill", HealthStatus.UNHEALTHY, "a");
  private static final Instance UNKNOWN = instance("unknown", HealthStatus.UNKNOWN, "b");
  private static final List<Instance> ALL = List.of(WELL, ILL, UNKNOWN);

  private final Random random = new Random(1);

  @Test
  void unknownServes() {
    assertThat(chosen(selection(DiscoverHealth.HEALTHY), ALL))
        .containsExactlyInAnyOrder(WELL, UNKNOWN);
    assertThat(chosen(selection(DiscoverHealth.UNHEALTHY), ALL)).containsExactly(ILL);
  }

  @Test
  void failOpenLooksOnlyAtWhatTheQueryWants() {
    var query = Map.of("zone", "a");
    var selection = new Selection(query, Map.of(), DiscoverHealth.HEALTHY_OR_ELSE_ALL, 100);
    assertThat(chosen(selection, List.of(ILL, UNKNOWN))).containsExactly(ILL);
    assertThat(chosen(selection, ALL)).containsExactly(WELL);
  }

  @Test
  void preferredAttributesNeverBringBackTheIll() {
    var preferred = Map.of("name", "ill");
    var selection = new Selection(Map.of(), preferred, DiscoverHealth.HEALTHY, 100);
    assertThat(chosen(selection, ALL)).containsExactlyInAnyOrder(WELL, UNKNOWN);
  }

  @Test
  void everyInstanceComesFirstSometimes() {
    var many =
        IntStream.range(0, 20).mapToObj(i -> instance("i" + i, HealthStatus.HEALTHY, "a")).toList();
    var first = new HashSet<String>();
    for (int i = 0; i < 400; i++) {
      var chosen = chosen(new Selection(Map.of(), Map.of(), DiscoverHealth.ALL, 8), many);
      assertThat(chosen).hasSize(8).doesNotHaveDuplicates();
      first.add(chosen.get(0).id());
    }
    assertThat(first).hasSize(20);
  }

  private List<Instance> chosen(Selection selection, List<Instance> all) {
    var positions = selection.of(new Candidates(all), true, random);
    return IntStream.of(positions).mapToObj(all::get).toList();
  }

  private static Selection selection(DiscoverHealth health) {
    return new Selection(Map.of(), Map.of(), health, 100);
  }

  private static Instance instance(String id, HealthStatus status, String zone) {
    return new Instance(id, Map.of("zone", zone, "name", id), status, false, null);
  }
}
