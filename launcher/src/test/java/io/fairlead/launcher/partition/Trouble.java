package io.fairlead.launcher.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Something that happens to registry nodes. */
sealed interface Trouble {
  /** How long it lasts. */
  long millis();

  /** Nodes of different sides do not hear of each other. */
  record Split(List<Set<Integer>> sides, long millis) implements Trouble {}

  /** What these nodes send does not reach the others, which they hear all the same. */
  record Mute(Set<Integer> nodes, long millis) implements Trouble {}

  /** Nodes die, by kill -9 or by SIGTERM, and are started again after a while. */
  record Death(Set<Integer> nodes, boolean graceful, long millis) implements Trouble {}

  /**
   * A random course of troubles.
   *
   * @param count how many
   */
  static List<Trouble> course(Random random, int nodes, int count) {
    List<Trouble> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      all.add(one(random, nodes));
    }
    return all;
  }

  private static Trouble one(Random random, int nodes) {
    // Short ones are over before anybody is taken for dead; long ones make halves of their own.
    long millis =
        random.nextInt(4) == 0 ? between(random, 500, 4_000) : between(random, 8_000, 13_000);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> new Split(sides(random, nodes), millis);
      case 4 -> new Split(apart(nodes), millis);
      case 5, 6 -> new Mute(some(random, nodes), millis);
      case 7 -> new Death(some(random, nodes), false, between(random, 0, 3_000));
      case 8 -> new Death(all(nodes), false, between(random, 0, 1_000));
      default -> new Death(some(random, nodes), true, between(random, 0, 3_000));
    };
  }

  private static List<Set<Integer>> sides(Random random, int nodes) {
    var few = some(random, nodes);
    var others = all(nodes);
    others.removeAll(few);
    return List.of(few, others);
  }

  private static Set<Integer> all(int nodes) {
    var all = new TreeSet<Integer>();
    for (int node = 0; node < nodes; node++) {
      all.add(node);
    }
    return all;
  }

  private static List<Set<Integer>> apart(int nodes) {
    List<Set<Integer>> sides = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      sides.add(Set.of(node));
    }
    return sides;
  }

  /** At least one, less than half. */
  private static Set<Integer> some(Random random, int nodes) {
    var all = new ArrayList<>(all(nodes));
    Collections.shuffle(all, random);
    return new TreeSet<>(all.subList(0, 1 + random.nextInt(Math.max(1, nodes / 2))));
  }

  private static long between(Random random, long from, long to) {
    return random.nextLong(from, to);
  }
}
