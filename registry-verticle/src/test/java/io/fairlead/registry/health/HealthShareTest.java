package io.fairlead.registry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthShareTest {
  private static final int KEYS = 10_000;

  /** As Hazelcast names its members; the same in every run. */
  private static Set<String> nodes(int count) {
    var ids = new HashSet<String>();
    IntStream.range(0, count).forEach(i -> ids.add(new UUID(0x9e3779b97f4a7c15L * i, i) + ""));
    return ids;
  }

  private static Map<String, String> owners(Set<String> nodes) {
    var owners = new HashMap<String, String>();
    for (int i = 0; i < KEYS; i++) {
      String key = "srv-" + i % 100 + "/task-" + i / 100;
      var mine = nodes.stream().filter(n -> new HealthShare(n, nodes).isMine(key)).toList();
      assertThat(mine).as("who checks %s", key).hasSize(1);
      owners.put(key, mine.get(0));
    }
    return owners;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void everyKeyIsOneNodesAndSharesAreEven(int count) {
    var nodes = nodes(count);
    var counts = new HashMap<String, Integer>();
    owners(nodes).values().forEach(n -> counts.merge(n, 1, Integer::sum));
    assertThat(counts.keySet()).isEqualTo(nodes);
    int even = KEYS / count;
    assertThat(counts.values())
        .allSatisfy(c -> assertThat(c).isBetween(even * 9 / 10, even * 11 / 10));
  }

  @Test
  void onlyWhatALostNodeHadMoves() {
    var before = nodes(5);
    String lost = List.copyOf(before).get(2);
    var after = new HashSet<>(before);
    after.remove(lost);
    var now = owners(after);
    owners(before)
        .forEach(
            (key, owner) -> {
              if (!owner.equals(lost)) {
                assertThat(now.get(key)).as(key).isEqualTo(owner);
              }
            });
  }

  @Test
  void aNodeThatHasLeftTheOthersTakesNothing() {
    assertThat(new HealthShare("gone", Set.of()).isMine("srv/1")).isFalse();
  }

  @Test
  void aNodeThatIsNotYetAmongTheOthersTakesItsShareAllTheSame() {
    var others = nodes(2);
    var share = new HealthShare("newcomer", others);
    long mine = IntStream.range(0, KEYS).filter(i -> share.isMine("srv/" + i)).count();
    assertThat(mine).isBetween(KEYS * 3 / 10L, KEYS * 37 / 100L);
  }
}
