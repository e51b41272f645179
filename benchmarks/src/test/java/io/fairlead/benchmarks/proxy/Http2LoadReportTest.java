package io.fairlead.benchmarks.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.benchmarks.process.ServerFailure;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Http2LoadReportTest {
  private static final String PRINTED =
      """
      starting benchmark...
      spawning thread #0: 8 total client(s). Timing-based test with 0s of warm-up time and 1s of main duration for measurements.
      progress: 100% of clients started
      Application protocol: h2c
      Stopped all clients for thread #0

      finished in 1.00s, 44223.00 req/s, 12.06MB/s
      requests: 44223 total, 44351 started, 44223 done, 44223 succeeded, 0 failed, 0 errored, 0 timeout
      status codes: 44223 2xx, 0 3xx, 0 4xx, 0 5xx
      traffic: 12.06MB (12648018) total, 2.87MB (3007164) headers (space savings 41.38%), 8.43MB (8844600) data
                           min         max         mean         sd        +/- sd
      time for request:      335us     20.21ms      2.60ms      1.18ms    89.50%
      """;

  private static Stream<String> requests() {
    return IntStream.rangeClosed(1, 100).mapToObj(i -> "1795853798733303\t200\t" + i * 10);
  }

  @Test
  void everyFigureIsRead() {
    var report = Http2LoadReport.of(PRINTED, requests());
    assertThat(report.requests()).isEqualTo(44_223);
    assertThat(report.errors()).isZero();
    assertThat(report.perSecond()).isEqualTo(44_223, within(1.0));
    assertThat(report.bytesEach()).isEqualTo(286);
    assertThat(report.p50Micros()).isEqualTo(500);
    assertThat(report.p99Micros()).isEqualTo(990);
    assertThat(report.firstError()).isEmpty();
  }

  @Test
  void failuresAreCountedAndToldByTheirStatuses() {
    var some =
        PRINTED
            .replace("44223 succeeded, 0 failed", "44220 succeeded, 3 failed")
            .replace("44223 2xx, 0 3xx, 0 4xx, 0 5xx", "44220 2xx, 0 3xx, 0 4xx, 3 5xx");
    var report = Http2LoadReport.of(some, requests());
    assertThat(report.requests()).isEqualTo(44_220);
    assertThat(report.errors()).isEqualTo(3);
    assertThat(report.firstError()).contains("3 5xx");
  }

  @Test
  void noAnswersAreAFailureThatShowsWhatWasPrinted() {
    var none = PRINTED.replace("44223 succeeded", "0 succeeded");
    assertThatThrownBy(() -> Http2LoadReport.of(none, Stream.empty()))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("no answers")
        .hasMessageContaining("Application protocol: h2c");
  }

  @Test
  void anotherProgramsWordsAreShown() {
    assertThatThrownBy(() -> Http2LoadReport.succeeded("no such option"))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("no such option");
  }
}
