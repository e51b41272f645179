package io.fairlead.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatchetTest {
  private final Ratchet ratchet =
      Ratchet.parse(List.of("# why", "", "a/Long.java lines 300 # soon"));

  @Test
  void whatKeepsTheLimitOrItsExceptionIsFine() {
    assertThat(ratchet.complaints("lines", 250, Map.of("a/Long.java", 300, "b/Fine.java", 250)))
        .isEmpty();
  }

  @Test
  void aNewOffenderIsTold() {
    assertThat(ratchet.complaints("lines", 250, Map.of("a/Long.java", 300, "b/New.java", 251)))
        .containsExactly("b/New.java: lines 251 (expected: at most 250)");
  }

  @Test
  void anExceptionNeverGrows() {
    assertThat(ratchet.complaints("lines", 250, Map.of("a/Long.java", 301)))
        .containsExactly("a/Long.java: lines grew from 300 to 301");
  }

  @Test
  void anExceptionShrinksWithItsFile() {
    assertThat(ratchet.complaints("lines", 250, Map.of("a/Long.java", 299)))
        .containsExactly("a/Long.java: lines shrank, lower its exception to 299");
    assertThat(ratchet.complaints("lines", 250, Map.of("a/Long.java", 250)))
        .containsExactly("a/Long.java: lines needs no exception any more, remove it");
  }

  @Test
  void anExceptionForNothingIsTold() {
    assertThat(ratchet.complaints("lines", 250, Map.of()))
        .containsExactly("a/Long.java lines: there is no such file any more, remove its exception");
    assertThat(ratchet.complaints("other", 250, Map.of())).isEmpty();
  }

  @Test
  void aLineThatSaysNothingClearIsRefused() {
    assertThatThrownBy(() -> Ratchet.parse(List.of("a/Long.java 300")))
        .hasMessage("'a/Long.java 300' (expected: path metric value)");
  }
}
