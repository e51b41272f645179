package io.fairlead.benchmarks.report;

import java.util.List;
import java.util.stream.IntStream;

/** What rounds come to: the middle one, which a disturbed round does not move. */
public final class Medians {
  private Medians() {}

  /** The middle value, or the mean of the two in the middle; NaN of none. */
  public static double of(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    int upper = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(upper)
        : (sorted.get(upper - 1) + sorted.get(upper)) / 2;
  }

  /** The median of the ratios that rounds had: value by value, both lists in order of rounds. */
  public static double ofRatios(List<Double> values, List<Double> first) {
    return of(
        IntStream.range(0, Math.min(values.size(), first.size()))
            .mapToObj(round -> values.get(round) / first.get(round))
            .toList());
  }
}
