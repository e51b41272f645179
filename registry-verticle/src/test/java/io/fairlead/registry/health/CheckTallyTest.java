package io.fairlead.registry.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.catalog.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTallyTest {
  /** What is said after each result: {@code +} good, {@code -} bad; {@code .} says nothing. */
  private static String verdicts(CheckTally first, int threshold, String results) {
    var tally = first;
    List<String> said = new ArrayList<>();
    for (int i = 0; i < results.length(); i++) {
      tally = tally.after(results.charAt(i) == '+', threshold);
      said.add(
          tally.verdict(threshold).map(v -> v == HealthStatus.HEALTHY ? "H" : "U").orElse("."));
    }
    return String.join("", said);
  }

  @ParameterizedTest
  @CsvSource({
    "3, +++, HHH",
    "3, ---, UUU",
    "3, +--+--, H.....",
    "3, +---, H..U",
    "3, -+-+++, U....H",
    "1, +-+, HUH",
    "10, +----------, H.........U"
  })
  void theFirstResultDecidesAloneThenAsManyAsTheThreshold(int threshold, String in, String out) {
    assertThat(verdicts(CheckTally.fresh(), threshold, in)).isEqualTo(out);
  }

  @ParameterizedTest
  @CsvSource({"3, +++, ..H", "3, --+---, .....U", "1, -, U"})
  void whatAnotherNodeFoundStandsUntilAsManyResultsContradictIt(
      int threshold, String in, String out) {
    assertThat(verdicts(CheckTally.takenOver(), threshold, in)).isEqualTo(out);
  }

  @Test
  void withoutAResultNothingIsSaid() {
    assertThat(CheckTally.fresh().verdict(1)).isEmpty();
    assertThat(CheckTally.takenOver().verdict(1)).isEmpty();
  }
}
