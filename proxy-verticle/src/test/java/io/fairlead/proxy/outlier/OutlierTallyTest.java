package io.fairlead.proxy.outlier;

import static io.fairlead.proxy.outlier.Verdict.CONNECT_FAILURE;
import static io.fairlead.proxy.outlier.Verdict.FINE;
import static io.fairlead.proxy.outlier.Verdict.GATEWAY_FAILURE;
import static io.fairlead.proxy.outlier.Verdict.SERVER_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of transitions of what is remembered of one endpoint. */
class OutlierTallyTest {
  private static final OutlierTally SOME = new OutlierTally(1, 2, 3, 4, 50);

  @ParameterizedTest
  @CsvSource({
    "FINE,            0, 0, 0",
    "SERVER_ERROR,    0, 3, 0",
    "GATEWAY_FAILURE, 2, 3, 0",
    "CONNECT_FAILURE, 2, 3, 4"
  })
  void eachVerdictCountsItsRowsAndEndsTheOthers(Verdict verdict, int gateway, int any, int none) {
    assertThat(SOME.after(verdict, 50)).isEqualTo(new OutlierTally(gateway, any, none, 4, 50));
  }

  @ParameterizedTest
  @CsvSource({"FINE", "SERVER_ERROR", "GATEWAY_FAILURE", "CONNECT_FAILURE"})
  void nothingCountsDuringAnEjection(Verdict verdict) {
    assertThat(SOME.after(verdict, 49)).isSameAs(SOME);
  }

  @ParameterizedTest
  @CsvSource({
    // limits: gateway, any, connect; then the attempts until it is due
    "2, 0, 0, GATEWAY_FAILURE, 2",
    "2, 0, 0, CONNECT_FAILURE, 2",
    "2, 0, 0, SERVER_ERROR, 0",
    "0, 3, 0, SERVER_ERROR, 3",
    "0, 3, 0, GATEWAY_FAILURE, 3",
    "0, 3, 0, CONNECT_FAILURE, 3",
    "0, 0, 2, CONNECT_FAILURE, 2",
    "0, 0, 2, GATEWAY_FAILURE, 0",
    "5, 4, 3, CONNECT_FAILURE, 3",
    "5, 4, 3, GATEWAY_FAILURE, 4",
    "0, 0, 0, CONNECT_FAILURE, 0"
  })
  void eachLimitIsForItsRow(int gateway, int any, int connect, Verdict verdict, int due) {
    var policy = new OutlierPolicy(true, gateway, any, connect, 10, 100, 50, null);
    var tally = OutlierTally.CLEAN;
    int attempts = 0;
    while (attempts < 10 && !tally.isDue(policy)) {
      tally = tally.after(verdict, 0);
      attempts++;
    }

    assertThat(attempts).isEqualTo(due == 0 ? 10 : due);
  }

  @Test
  void aMixedRowIsOneOfFailuresOfAnyKind() {
    var tally = OutlierTally.CLEAN;
    for (var verdict : List.of(SERVER_ERROR, CONNECT_FAILURE, GATEWAY_FAILURE)) {
      tally = tally.after(verdict, 0);
    }

    assertThat(tally).isEqualTo(new OutlierTally(2, 3, 0, 0, 0));
    assertThat(tally.after(FINE, 0)).isEqualTo(OutlierTally.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({
    "200, FINE",
    "404, FINE",
    "499, FINE",
    "500, SERVER_ERROR",
    "501, SERVER_ERROR",
    "502, GATEWAY_FAILURE",
    "503, GATEWAY_FAILURE",
    "504, GATEWAY_FAILURE",
    "505, SERVER_ERROR"
  })
  void statusesAreVerdicts(int status, Verdict verdict) {
    assertThat(Verdict.of(status)).isEqualTo(verdict);
  }
}
