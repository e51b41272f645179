package io.fairlead.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelaysTest {
  /** 1 to {@code count} milliseconds, longest first. */
  private static Delays upTo(int count) {
    var nanos = LongStream.rangeClosed(1, count).map(i -> (count + 1 - i) * 1_000_000).boxed();
    return Delays.ofNanos("gone", nanos.toList());
  }

  @Test
  void aPercentileIsOneOfTheTimesThatSoManyDoNotExceed() {
    assertThat(upTo(300).percentileMicros(50)).isEqualTo(150_000);
    assertThat(upTo(300).percentileMicros(99)).isEqualTo(297_000);
    assertThat(upTo(300).maxMicros()).isEqualTo(300_000);
  }

  @Test
  void ofFewTimesTheHighestPercentileIsTheLongest() {
    assertThat(upTo(20).percentileMicros(99)).isEqualTo(20_000);
    assertThat(upTo(1).percentileMicros(1)).isEqualTo(1_000);
  }

  @Test
  void whatHasNotHappenedHasTakenNoTime() {
    assertThatThrownBy(() -> new Delays("gone", List.of()))
        .hasMessage("gone has not happened (expected: at least once)");
  }
}
