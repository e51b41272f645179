package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RoundsTest {
  /** A thousand queries a turn, so that milliseconds of CPU are microseconds per query. */
  private static Rounds.Turn turn(long cpuMillis, double perSecond, long lost, long wrong) {
    var seen = new DnsperfReport(1000, lost, 1000 - wrong, perSecond, 67);
    return new Rounds.Turn(seen, Duration.ofMillis(cpuMillis));
  }

  @Test
  void aDisturbedRoundMovesNeitherFiguresNorRatio() {
    var first = List.of(turn(4, 100_000, 0, 0), turn(40, 10_000, 0, 0), turn(5, 90_000, 0, 0));
    var second = List.of(turn(6, 60_000, 0, 0), turn(60, 6_000, 0, 0), turn(6, 66_000, 0, 0));

    var figures = Rounds.figures("second", second, first, micros(), 86);

    assertThat(figures.cpuMicros()).isEqualTo(6, within(1e-9));
    assertThat(figures.perSecond()).isEqualTo(60_000, within(1e-9));
    // 1.5, 1.5 and 1.2: of each round with itself, not of the medians.
    assertThat(figures.ratioToFirst()).isEqualTo(1.5, within(1e-9));
  }

  @Test
  void lostAndWrongAnswersAreErrors() {
    var turns = List.of(turn(4, 100_000, 2, 0), turn(4, 100_000, 0, 3));
    var figures = Rounds.figures("only", turns, turns, micros(), 86);
    assertThat(figures.errors()).isEqualTo(5);
    assertThat(figures.requests()).isEqualTo(2000);
    assertThat(figures.ratioToFirst()).isEqualTo(1);
  }

  private static Histogram micros() {
    return new Histogram(3);
  }
}
