package io.fairlead.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void theMiddleOfAnOddNumberIsOneOfThem() {
    assertThat(Medians.of(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
  }

  @Test
  void theMiddleOfAnEvenNumberLiesBetweenTwo() {
    assertThat(Medians.of(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
  }

  @Test
  void ofNoneThereIsNoMedian() {
    assertThat(Medians.of(List.of())).isNaN();
  }

  @Test
  void ratiosAreTakenRoundByRound() {
    var first = List.of(4.0, 40.0, 5.0);
    var second = List.of(4.4, 46.0, 6.0);
    assertThat(Medians.ofRatios(second, first)).isEqualTo(1.15, within(1e-9));
  }
}
