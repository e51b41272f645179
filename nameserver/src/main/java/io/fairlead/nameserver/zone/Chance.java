package io.fairlead.nameserver.zone;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Chooses among values; holds what was chosen last, so that choosing allocates nothing. */
final class Chance {
  private final RandomGenerator random;
  private int[] order = {};
  private int[] chosen = new int[16];

  Chance(RandomGenerator random) {
    this.random = random;
  }

  /** Chooses all of {@code count}, in order. */
  int all(int count) {
    reserve(count);
    for (int i = 0; i < count; i++) {
      chosen[i] = i;
    }
    return count;
  }

  /**
   * Chooses up to {@code most} of {@code count}, in random order: the beginning of a shuffle
   * (Fisher and Yates), of which only what was moved is put back.
   */
  int some(int count, int most) {
    int taken = Math.min(count, most);
    reserve(Math.max(taken, count));
    for (int i = 0; i < taken; i++) {
      int other = i + (i + 1 < count ? random.nextInt(count - i) : 0);
      int value = order[other];
      order[other] = order[i];
      order[i] = value;
      chosen[i] = value;
    }
    restore(taken, count);
    return taken;
  }

  /** A swap moved something to each chosen place and to the place that it came from. */
  private void restore(int taken, int count) {
    for (int i = 0; i < taken; i++) {
      if (chosen[i] < count) {
        order[chosen[i]] = chosen[i];
      }
      order[i] = i;
    }
  }

  /** Chooses this one. */
  int one(int index) {
    chosen[0] = index;
    return 1;
  }

  /** A number from 0 to below a bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from 0 to below a bound. */
  long below(long bound) {
    return random.nextLong(bound);
  }

  int chosen(int index) {
    return chosen[index];
  }

  private void reserve(int count) {
    if (order.length < count) {
      order = new int[Math.max(count, 2 * order.length)];
      Arrays.setAll(order, i -> i);
    }
    if (chosen.length < count) {
      chosen = new int[order.length];
    }
  }
}
