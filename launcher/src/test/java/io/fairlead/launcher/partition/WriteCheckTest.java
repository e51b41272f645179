package io.fairlead.launcher.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteCheckTest {
  private static Write acknowledged(String value, long start, long end) {
    return new Write("i", value, 0, start, end, true);
  }

  private static Write unknown(String value, long start) {
    return new Write("i", value, 1, start, Write.OPEN, false);
  }

  private static List<String> judge(String held, Write... history) {
    return WriteCheck.complaints(List.of(history), held == null ? Map.of() : Map.of("i", held));
  }

  @Test
  void whatWasAcknowledgedLastMayBeThere() {
    assertThat(judge("b", acknowledged("a", 1, 2), acknowledged("b", 3, 4))).isEmpty();
    assertThat(judge(null, acknowledged("a", 1, 2), acknowledged(null, 3, 4))).isEmpty();
  }

  @Test
  void aLostRegistrationIsFound() {
    assertThat(judge(null, acknowledged("a", 1, 2))).hasSize(1);
    assertThat(judge(null, acknowledged(null, 1, 2), acknowledged("a", 3, 4))).hasSize(1);
  }

  @Test
  void aLostChangeIsFound() {
    assertThat(judge("a", acknowledged("a", 1, 2), acknowledged("b", 3, 4))).hasSize(1);
  }

  @Test
  void whatCameBackAfterItsRemovalIsFound() {
    assertThat(judge("a", acknowledged("a", 1, 2), acknowledged(null, 3, 4)))
        .singleElement()
        .asString()
        .contains("i is a (expected: gone");
  }

  @Test
  void whatNobodyWroteIsFound() {
    assertThat(judge("x", acknowledged("a", 1, 2))).hasSize(1);
    assertThat(WriteCheck.complaints(List.of(), Map.of("i", "x"))).hasSize(1);
  }

  @Test
  void ofWritesThatOverlapEitherMayWin() {
    var one = acknowledged("a", 1, 5);
    var other = acknowledged("b", 3, 4);
    assertThat(judge("a", one, other)).isEmpty();
    assertThat(judge("b", one, other)).isEmpty();
    assertThat(judge(null, one, other)).hasSize(1);
  }

  @Test
  void anUnknownWriteMayHaveHappenedAtAnyTimeOrNot() {
    assertThat(judge("b", acknowledged("a", 5, 6), unknown("b", 1))).isEmpty();
    assertThat(judge("a", acknowledged("a", 5, 6), unknown("b", 1))).isEmpty();
    assertThat(judge(null, unknown("b", 1))).isEmpty();
  }

  @Test
  void aRefusalThatMayHaveHappenedEarlierExplainsNothingAfterIt() {
    var refused = new Write("i", null, 0, 1, 2, false);
    assertThat(judge(null, refused, acknowledged("a", 3, 4))).hasSize(1);
    assertThat(judge(null, acknowledged("a", 1, 3), refused)).isEmpty();
  }

  @Test
  void everyKeyIsJudgedForItself() {
    var other = new Write("j", "a", 0, 7, 8, true);
    assertThat(WriteCheck.complaints(List.of(acknowledged("a", 1, 2), other), Map.of("i", "a")))
        .singleElement()
        .asString()
        .startsWith("j is gone");
  }
}
