package io.fairlead.launcher.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.release.Judgement.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step takes 30 s, at most 150 s, and is judged by 20 requests of which 99 % must succeed. */
class JudgementTest {
  private final Judgement judgement =
      new Judgement(Duration.ofSeconds(30), Duration.ofSeconds(150), 99, 20);

  @ParameterizedTest(name = "after {0} s with {1} good and {2} failed: {3}")
  @CsvSource({
    "0, 0, 0, Wait",
    "29, 1000, 0, Wait",
    "30, 1000, 0, GoOn",
    "30, 20, 0, GoOn",
    "30, 990, 10, GoOn",
    "30, 989, 11, RollBack",
    // At once, once there are enough to say so.
    "1, 0, 20, RollBack",
    "1, 19, 1, RollBack",
    // Too few to say anything.
    "1, 0, 19, Wait",
    "30, 19, 0, Wait",
    "30, 0, 19, Wait",
    "149, 19, 0, Wait",
    "150, 19, 0, RollBack",
    "150, 0, 0, RollBack",
    "150, 20, 0, GoOn"
  })
  void aStepIsJudged(long seconds, long ok, long failed, String verdict) {
    assertThat(judgement.of(Duration.ofSeconds(seconds), new Counts(ok, failed)))
        .extracting(v -> v.getClass().getSimpleName())
        .isEqualTo(verdict);
  }

  @Test
  void whyItIsRolledBackIsTold() {
    assertThat(judgement.of(Duration.ZERO, new Counts(10, 10)))
        .isEqualTo(
            new Verdict.RollBack("50.0 % of 20 requests succeeded (expected: at least 99.0 %)"));
    assertThat(judgement.of(Duration.ofSeconds(150), new Counts(3, 0)))
        .isEqualTo(
            new Verdict.RollBack(
                "3 requests in 150 s (expected: at least 20 to judge the step by; see"
                    + " --min-requests and --patience)"));
  }
}
