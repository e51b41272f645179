package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.benchmarks.process.ServerFailure;
import org.junit.jupiter.api.Test;

class DnsperfReportTest {
  private static final String PRINTED =
      """
      DNS Performance Testing Tool
      Version 2.10.0

      [Status] Command line: dnsperf -s 127.0.0.1 -p 15302 -d q.txt -l 1 -c 4 -q 200
      [Status] Sending queries (to 127.0.0.1:15302)
      [Status] Started at: Sat Nov 28 04:53:52 2026
      [Status] Stopping after 1.000000 seconds
      [Timeout] Query timed out: msg id 2252
      [Timeout] Query timed out: msg id 2253
      [Timeout] Query timed out: msg id 2254
      [Timeout] Query timed out: msg id 2255
      [Status] Testing complete (time limit)

      Statistics:

        Queries sent:         100788
        Queries completed:    100784 (100.00%)
        Queries lost:         4 (0.00%)

        Response codes:       NOERROR 100784 (100.00%)
        Average packet size:  request 35, response 67
        Run time (s):         1.000072
        Queries per second:   100776.744074

        Average Latency (s):  0.001110 (min 0.000019, max 0.017033)
        Latency StdDev (s):   0.002507

      """;

  @Test
  void everyFigureIsRead() {
    var report = DnsperfReport.of(PRINTED);
    assertThat(report).isEqualTo(new DnsperfReport(100_784, 4, 100_784, 100_776.744074, 67));
    assertThat(report.wrong()).isZero();
  }

  @Test
  void answersWithAnErrorAreWrongOnes() {
    String mixed = "NOERROR 100700 (99.92%), NXDOMAIN 84 (0.08%)";
    var report = DnsperfReport.of(PRINTED.replace("NOERROR 100784 (100.00%)", mixed));
    assertThat(report.wrong()).isEqualTo(84);
  }

  @Test
  void nothingButErrorsIsAllWrong() {
    var report = DnsperfReport.of(PRINTED.replace("NOERROR 100784", "REFUSED 100784"));
    assertThat(report.good()).isZero();
    assertThat(report.wrong()).isEqualTo(100_784);
  }

  @Test
  void noAnswersAreAFailureThatShowsWhatWasPrinted() {
    String silent =
        PRINTED.replace(
            "Queries completed:    100784 (100.00%)", "Queries completed:    0 (0.00%)");
    assertThatThrownBy(() -> DnsperfReport.of(silent))
        .isInstanceOf(ServerFailure.class)
        .hasMessageContaining("no answers")
        .hasMessageContaining("Query timed out: msg id 2252");
  }
}
