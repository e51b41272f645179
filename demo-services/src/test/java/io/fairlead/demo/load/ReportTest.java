package io.fairlead.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Progress PROGRESS =
      new Progress(
          3.0004,
          900,
          890,
          7,
          new TreeMap<>(Map.of("status-503", 2L, "reset", 5L)),
          297.03211,
          1.5,
          9.25,
          12);

  @Test
  void secondIsOneLineOfJsonForASupervisor() {
    assertThat(Report.JSON.second(PROGRESS))
        .isEqualTo(
            "{\"t\":3,\"sent\":900,\"ok\":890,\"failed\":7,"
                + "\"failures\":{\"reset\":5,\"status-503\":2},\"rate\":297.032,"
                + "\"p50Millis\":1.5,\"p99Millis\":9.25,\"maxMillis\":12.0}");
  }

  @Test
  void summaryInJsonSaysThatItIsOne() {
    var summary = new JsonObject(Report.JSON.summary(PROGRESS).get(0));

    assertThat(summary.getBoolean("summary")).isTrue();
    assertThat(summary.getDouble("seconds")).isEqualTo(3.0);
    assertThat(summary.getLong("failed")).isEqualTo(7);
  }

  @Test
  void peopleReadTheFailuresByKind() {
    assertThat(Report.TEXT.second(PROGRESS)).endsWith("7 failed (5 reset, 2 status-503)");
    assertThat(Report.TEXT.summary(PROGRESS))
        .contains("900 requests in 3.0 s, 297.0 good answers a second")
        .contains("7 failed (5 reset, 2 status-503)");
  }
}
