package io.fairlead.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static Figures figures(String name, double cpuMicros) {
    return new Figures(name, 100, 0, 60_000, cpuMicros, 1, 44, 350, 67, 86);
  }

  @Test
  void theFileHoldsEveryServerBesideTheFirst(@TempDir Path folder) throws IOException {
    var file = folder.resolve("result.json");
    new Report("dns", "a title")
        .table(Figures.besideFirst(List.of(figures("knot", 4), figures("fairlead", 5))))
        .verdict("ratio", 1.25, "<= 1.05", false)
        .publish(file.toString());

    var json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("benchmark").asText()).isEqualTo("dns");
    assertThat(json.path("results")).hasSize(2);
    var ours = json.path("results").get(1);
    assertThat(ours.path("name").asText()).isEqualTo("fairlead");
    assertThat(ours.path("cpuMicrosPerOperation").asDouble()).isEqualTo(5);
    assertThat(ours.path("ratioToFirst").asDouble()).isEqualTo(1.25);
    assertThat(ours.path("operationsPerSecond").asDouble()).isEqualTo(60_000);
    assertThat(ours.path("p50Micros").asLong()).isEqualTo(44);
    assertThat(ours.path("p99Micros").asLong()).isEqualTo(350);
    assertThat(ours.path("rssMiB").asLong()).isEqualTo(86);
    assertThat(json.at("/verdicts/0/met").asBoolean(true)).isFalse();
  }

  @Test
  void delaysAreWrittenInMicroseconds(@TempDir Path folder) throws IOException {
    var file = folder.resolve("result.json");
    new Report("freshness", "a title")
        .delays(List.of(Delays.ofNanos("gone", List.of(7_000_000L, 3_000_000L, 5_000_000L))))
        .publish(file.toString());

    var row = new ObjectMapper().readTree(file.toFile()).at("/results/0");
    assertThat(row.path("name").asText()).isEqualTo("gone");
    assertThat(row.path("times").asInt()).isEqualTo(3);
    assertThat(row.path("p50Micros").asLong()).isEqualTo(5_000);
    assertThat(row.path("p99Micros").asLong()).isEqualTo(7_000);
    assertThat(row.path("maxMicros").asLong()).isEqualTo(7_000);
  }

  @Test
  void ratiosAndMemoryAreListsOfTheirOwnKind(@TempDir Path folder) throws IOException {
    var file = folder.resolve("result.json");
    new Report("proxy", "a title")
        .ratios(List.of(new Ratios("fairlead / haproxy", 0.82, 1.2, 0.9, 0.8)))
        .memory(List.of(new Memory("fairlead", 60, 75, 78, 79, 0)))
        .publish(file.toString());

    var json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/ratios/0/name").asText()).isEqualTo("fairlead / haproxy");
    assertThat(json.at("/ratios/0/cpuMicrosPerOperation").asDouble()).isEqualTo(0.82);
    assertThat(json.at("/results/0/rssMiB").asLong()).isEqualTo(75);
    assertThat(json.at("/results/0/slowReadersRssMiB").asLong()).isEqualTo(79);
  }
}
