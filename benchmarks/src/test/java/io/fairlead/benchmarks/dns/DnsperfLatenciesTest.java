package io.fairlead.benchmarks.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DnsperfLatenciesTest {
  @Test
  void answeredQueriesCountAndNothingElseDoes() {
    String printed =
        """
        [Status] Sending queries (to 127.0.0.1:15302)
        > NOERROR orders0.svc.local A 0.000250
        > NOERROR orders1.svc.local A 0.000133
        > NXDOMAIN orders2.svc.local A 1.000097
        > T orders96.svc.local A
        [Status] Testing complete (time limit)

          Average Latency (s):  0.003222 (min 0.000024, max 0.020898)
        """;
    var micros = DnsperfLatencies.micros(printed.lines());
    assertThat(micros.getTotalCount()).isEqualTo(3);
    assertThat(micros.getMinValue()).isEqualTo(133);
    assertThat(micros.getValueAtPercentile(50)).isEqualTo(250);
    assertThat(micros.valuesAreEquivalent(micros.getMaxValue(), 1_000_097)).isTrue();
  }
}
