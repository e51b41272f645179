package io.fairlead.proxy.outlier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatePolicyTest {
  private static final RatePolicy SUCCESS =
      new RatePolicy(1, new RatePolicy.Success(5, 100, 1900), null);
  private static final RatePolicy FAILURES =
      new RatePolicy(1, null, new RatePolicy.Failures(85, 3, 50));

  /** Endpoints a, b... with 100 requests each of which so many failed. */
  private static Map<String, RatePolicy.Count> failing(int... failed) {
    Map<String, RatePolicy.Count> counts = new HashMap<>();
    for (int i = 0; i < failed.length; i++) {
      counts.put("" + (char) ('a' + i), new RatePolicy.Count(100, failed[i]));
    }
    return counts;
  }

  @Test
  void whoSucceedsMuchLessThanTheMeanStandsOut() {
    // mean 90, deviation 20: the threshold is 52
    assertThat(SUCCESS.outliers(failing(0, 0, 0, 0, 50))).containsExactly("e");
  }

  @Test
  void whereAllFailAlikeNobodyStandsOut() {
    assertThat(SUCCESS.outliers(failing(50, 50, 50, 50, 50))).isEmpty();
    assertThat(SUCCESS.outliers(failing(100, 100, 100, 100, 100))).isEmpty();
  }

  @Test
  void aWiderSpreadBearsMore() {
    // mean 70, deviation 24.5: the threshold is 23.5
    assertThat(SUCCESS.outliers(failing(0, 0, 50, 50, 50))).isEmpty();
    var strict = new RatePolicy(1, new RatePolicy.Success(5, 100, 500), null);
    assertThat(strict.outliers(failing(0, 0, 50, 50, 50))).containsExactlyInAnyOrder("c", "d", "e");
  }

  @Test
  void tooFewEndpointsAreNotCompared() {
    assertThat(SUCCESS.outliers(failing(0, 0, 0, 100))).isEmpty();
  }

  @Test
  void endpointsWithTooFewRequestsDoNotCount() {
    var counts = failing(0, 0, 0, 0, 50);
    counts.put("e", new RatePolicy.Count(99, 99));

    assertThat(SUCCESS.outliers(counts)).as("four are left").isEmpty();
    counts.put("f", new RatePolicy.Count(100, 0));
    assertThat(SUCCESS.outliers(counts)).as("and it is not judged").isEmpty();
  }

  @Test
  void whoFailsTooOftenStandsOutWhateverTheOthersDo() {
    assertThat(FAILURES.outliers(failing(85, 84, 100))).containsExactlyInAnyOrder("a", "c");
    assertThat(FAILURES.outliers(failing(100, 100))).as("too few").isEmpty();
  }

  @Test
  void nothingIsDividedByNothing() {
    var counts = Map.of("a", new RatePolicy.Count(0, 0));
    var eager =
        new RatePolicy(1, new RatePolicy.Success(1, 0, 0), new RatePolicy.Failures(1, 1, 0));

    assertThat(eager.outliers(counts)).isEmpty();
  }
}
