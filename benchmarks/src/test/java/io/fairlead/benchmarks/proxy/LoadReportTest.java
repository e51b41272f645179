package io.fairlead.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.benchmarks.process.ServerFailure;
import org.junit.jupiter.api.Test;

class LoadReportTest {
  private static final String PRINTED =
      """
      {"requests":209303,"errors":1,"seconds":2.000006,"bytesEach":345,"cpuMicrosEach":9.421,\
      "p50Micros":508,"p99Micros":1191,"p999Micros":1815,"maxMicros":2507,"firstError":"HTTP/1.1 503 Busy"}
      """;

  @Test
  void everyFigureIsRead() {
    var report = LoadReport.of(PRINTED);
    assertThat(report)
        .isEqualTo(new LoadReport(209_303, 1, 2.000006, 345, 508, 1191, "HTTP/1.1 503 Busy"));
    assertThat(report.perSecond()).isEqualTo(104_651, within(1.0));
  }

  @Test
  void aFigureThatIsMissingIsNoZero() {
    assertThatThrownBy(() -> LoadReport.of(PRINTED.replace("\"errors\":1,", "")))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("209303");
  }

  @Test
  void aMessageIsShownAsItIs() {
    assertThatThrownBy(() -> LoadReport.of("connect: Connection refused\n"))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("\"connect: Connection refused\"");
  }
}
