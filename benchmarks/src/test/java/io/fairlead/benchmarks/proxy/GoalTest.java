package io.fairlead.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalTest {
  @Test
  void aCostMayReachItsLimitAndNotPassIt() {
    assertThat(Goal.CPU_HAPROXY.isMetBy(0.90)).isTrue();
    assertThat(Goal.CPU_HAPROXY.isMetBy(0.91)).isFalse();
    assertThat(Goal.CPU_HAPROXY.wanted()).isEqualTo("<= 0.90");
  }

  @Test
  void aRateHasToReachItsLimit() {
    assertThat(Goal.RATE_HAPROXY.isMetBy(1.10)).isTrue();
    assertThat(Goal.RATE_HAPROXY.isMetBy(1.09)).isFalse();
    assertThat(Goal.RATE_HAPROXY.wanted()).isEqualTo(">= 1.10");
  }

  @Test
  void nothingIsSaidOfWhatWasNotMeasured(@TempDir Path folder) throws IOException {
    assertThat(verdicts(folder, OptionalDouble.empty())).isEmpty();
    assertThat(verdicts(folder, OptionalDouble.of(85)).get(0).path("met").asBoolean(true))
        .isFalse();
  }

  private static JsonNode verdicts(Path folder, OptionalDouble value) throws IOException {
    var file = folder.resolve("result.json");
    var report = new Report("proxy", "a title");
    Goal.RSS.judge(report, value);
    report.publish(file.toString());
    return new ObjectMapper().readTree(file.toFile()).path("verdicts");
  }
}
