package io.fairlead.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void countsLettersThatDiffer() {
    assertThat(Nearest.distance("command", "command")).isZero();
    assertThat(Nearest.distance("Command", "command")).isZero();
    assertThat(Nearest.distance("comand", "command")).isOne();
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    assertThat(Nearest.distance("abc", "")).isEqualTo(3);
  }

  @Test
  void suggestsTheNearest() {
    assertThat(Nearest.suggestion("comand", List.of("environment", "command", "name")))
        .isEqualTo(" (did you mean 'command'?)");
  }
}
