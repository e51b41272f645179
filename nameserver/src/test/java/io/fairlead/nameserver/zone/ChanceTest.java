package io.fairlead.nameserver.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
  private final Chance chance = new Chance(new Random(42));

  @Test
  void someAreDistinctAndEachComesFirstEquallyOftenWhateverWasChosenBefore() {
    int[] first = new int[10];
    for (int round = 0; round < 20_000; round++) {
      // Other sizes in between: what they moved must not show.
      chance.some(3 + round % 40, 1 + round % 9);
      int count = chance.some(10, 4);
      var chosen = IntStream.range(0, count).map(chance::chosen).boxed().toList();
      assertThat(chosen).hasSize(4).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < 10);
      first[chosen.get(0)]++;
    }
    assertThat(IntStream.of(first)).allMatch(c -> c > 1800 && c < 2200);
  }

  @Test
  void neverMoreThanThereAre() {
    assertThat(chance.some(2, 8)).isEqualTo(2);
    assertThat(chance.some(1, 8)).isEqualTo(1);
    assertThat(chance.chosen(0)).isZero();
    assertThat(chance.all(100)).isEqualTo(100);
    assertThat(chance.chosen(99)).isEqualTo(99);
  }
}
