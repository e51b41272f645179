package io.fairlead.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.proxy.balance.HashTable.Member;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashTablesTest {
  private static final int KEYS = 100_000;

  enum Kind {
    // How far from its share an endpoint may be, in percent of the share.
    RING(20),
    MAGLEV(5);

    final int unevenPercent;

    Kind(int unevenPercent) {
      this.unevenPercent = unevenPercent;
    }

    HashBalancer balancer() {
      return new HashBalancer(this == RING ? Ring::of : MaglevTable::of);
    }
  }

  private static long key(int i) {
    return XxHash64.of("user-" + i, 0);
  }

  private static RouteEndpoint choose(
      HashBalancer balancer, List<RouteEndpoint> all, List<RouteEndpoint> eligible, long key) {
    return balancer.choose(all, eligible, Weights.EQUAL, key, 0);
  }

  private static List<String> owners(
      HashBalancer balancer, List<RouteEndpoint> all, List<RouteEndpoint> eligible) {
    return IntStream.range(0, KEYS)
        .mapToObj(i -> choose(balancer, all, eligible, key(i)).instanceId())
        .toList();
  }

  private static List<RouteEndpoint> without(List<RouteEndpoint> all, String id) {
    return all.stream().filter(e -> !e.instanceId().equals(id)).toList();
  }

  /** How many keys changed their owner; only those of the one that left may. */
  private static int moved(List<String> before, List<String> after) {
    return (int) IntStream.range(0, KEYS).filter(i -> !before.get(i).equals(after.get(i))).count();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void keysSpreadOverAllEndpoints(Kind kind) {
    var all = Spread.equal(10);
    var balancer = kind.balancer();

    var spread = Spread.of(KEYS, i -> choose(balancer, all, all, key(i)));

    int off = KEYS / 10 * kind.unevenPercent / 100;
    assertThat(spread)
        .hasSize(10)
        .allSatisfy((id, count) -> assertThat(count).isBetween(KEYS / 10 - off, KEYS / 10 + off));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void weightsDecideHowManyKeys(Kind kind) {
    var all = Spread.weighing(70, 20, 10, 0);
    var balancer = kind.balancer();

    var spread = Spread.of(KEYS, i -> choose(balancer, all, all, key(i)));

    assertThat(spread).containsOnlyKeys("e0", "e1", "e2");
    for (var share : List.of(70, 20, 10)) {
      String id = share == 70 ? "e0" : share == 20 ? "e1" : "e2";
      int wanted = KEYS * share / 100;
      int off = wanted * kind.unevenPercent / 100;
      assertThat(spread.get(id)).isBetween(wanted - off, wanted + off);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whenAllWeighNothingAllHaveKeys(Kind kind) {
    var all = Spread.weighing(0, 0);
    var balancer = kind.balancer();

    assertThat(Spread.of(1_000, i -> choose(balancer, all, all, key(i)))).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fewKeysMoveWhenAnEndpointLeaves(Kind kind) {
    var all = Spread.equal(10);
    var balancer = kind.balancer();
    var before = owners(balancer, all, all);
    var left = without(all, "e4");

    int moved = moved(before, owners(balancer, left, left));

    assertThat(moved).isBetween(KEYS / 20, KEYS * 15 / 100);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyTheKeysOfAnEndpointThatMayNotBeChosenMove(Kind kind) {
    var all = Spread.equal(10);
    var balancer = kind.balancer();
    var before = owners(balancer, all, all);

    var after = owners(balancer, all, without(all, "e4"));

    assertThat(after).doesNotContain("e4");
    assertThat(moved(before, after)).isEqualTo(Collections.frequency(before, "e4"));
    // They do not all fall upon one other.
    var heirs =
        IntStream.range(0, KEYS)
            .filter(i -> before.get(i).equals("e4"))
            .mapToObj(after::get)
            .distinct()
            .toList();
    assertThat(heirs).hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyProxyChoosesAlikeWhateverOrderItKnowsEndpointsIn(Kind kind) {
    var all = Spread.equal(10);
    List<RouteEndpoint> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);

    assertThat(owners(kind.balancer(), all, all))
        .isEqualTo(owners(kind.balancer(), reversed, reversed));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyEndpointIsFoundWhenItIsTheOnlyOne(Kind kind) {
    var all = Spread.equal(200);
    var balancer = kind.balancer();
    var only = all.subList(77, 78);

    assertThat(Spread.of(100, i -> choose(balancer, all, only, key(i)))).containsOnlyKeys("e77");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
  void everyKeyHasAnOwner(long key) {
    var all = Spread.equal(3);

    for (var kind : Kind.values()) {
      var balancer = kind.balancer();
      assertThat(all).contains(choose(balancer, all, all, key));
      assertThat(choose(balancer, all, all.subList(0, 1), key)).isEqualTo(all.get(0));
    }
  }

  @Test
  void aTableIsMadeOnceForTheSameEndpoints() {
    var made = new AtomicInteger();
    var balancer =
        new HashBalancer(
            members -> {
              made.incrementAndGet();
              return Ring.of(members);
            });
    var all = Spread.equal(3);
    var sameAgain = Spread.equal(3);
    var other = Spread.equal(4);

    for (var route : List.of(all, all, sameAgain, other, all)) {
      choose(balancer, route, route, 1);
    }

    assertThat(made).hasValue(2);
  }

  @Test
  void aRingHasRoomForManyPointsOfEachEndpointButNotForAnyNumber() {
    assertThat(ring(1)).isEqualTo(Ring.POINTS_MIN);
    assertThat(ring(1, 1)).isEqualTo(Ring.POINTS_MIN);
    assertThat(ring(3, 3, 0, 6)).isEqualTo(4 * 512);
    assertThat(ring(1, 2000)).isBetween(Ring.POINTS_MAX - 100, Ring.POINTS_MAX);
    assertThat(ring(1, 65_535)).isBetween(Ring.POINTS_MAX - 2, Ring.POINTS_MAX);
    assertThat(ring(1, 65_535, 65_535)).isBetween(Ring.POINTS_MAX - 3, Ring.POINTS_MAX);
    assertThat(ring(IntStream.range(0, 1_000).map(i -> 1).toArray()))
        .isBetween(60_000, Ring.POINTS_MAX);
  }

  private static int ring(int... weights) {
    List<Member> members = new ArrayList<>();
    for (int weight : weights) {
      members.add(new Member("e" + members.size(), weight));
    }
    return Ring.of(members).size();
  }
}
