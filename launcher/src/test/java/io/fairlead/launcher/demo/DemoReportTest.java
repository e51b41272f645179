package io.fairlead.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoReportTest {
  @Test
  void tellsAGoodRunInWords() {
    var memory = new LongSummaryStatistics();
    memory.accept(60_000_000);
    memory.accept(70_000_000);
    var kill = new KillStory.Cost("backend-3", 13, 0, 43.2, "backend-4");

    var report =
        new DemoReport(
            reading(12000, 0, "{}"),
            Optional.of(Duration.ofMillis(9840)),
            Optional.of(kill),
            memory,
            "logs/demo-1");

    assertThat(report.lines())
        .containsExactly(
            "No request failed.",
            "  requests       12,000 in 40 s, 12,000 answered, 0 failed",
            "  latency        p50 2.10 ms, p99 12.3 ms, max 140 ms",
            "  kill -9        backend-3 after 13 s: 0 requests failed, the slowest answer took 43.2"
                + " ms; backend-4 was started in its place",
            "  sidecars       70 MB resident at most, 65 MB on average, 2 of them",
            "  first request  9.8 s after the start",
            "  logs           logs/demo-1");
  }

  @Test
  void tellsFailuresByKind() {
    var report =
        new DemoReport(
            reading(11997, 3, "{\"status-503\":1,\"reset\":2}"),
            Optional.empty(),
            Optional.empty(),
            new LongSummaryStatistics(),
            "logs");

    assertThat(report.lines().get(0)).isEqualTo("3 requests failed: 2 reset, 1 status-503");
    assertThat(report.lines()).hasSize(4);
  }

  @Test
  void otherLinesAreNoReadings() {
    assertThat(LoadReading.parse("warming up")).isEmpty();
    assertThat(LoadReading.parse("{broken")).isEmpty();
    assertThat(LoadReading.parse("{\"t\":3,\"sent\":900,\"new\":1}").orElseThrow().sent())
        .isEqualTo(900);
  }

  private static LoadReading reading(long ok, long failed, String failures) {
    return LoadReading.parse(
            String.format(
                "{\"summary\":true,\"seconds\":40.02,\"sent\":12000,\"ok\":%d,\"failed\":%d,"
                    + "\"failures\":%s,\"rate\":300,\"p50Millis\":2.1,\"p99Millis\":12.34,\"maxMillis\":140.2}",
                ok, failed, failures))
        .orElseThrow();
  }
}
