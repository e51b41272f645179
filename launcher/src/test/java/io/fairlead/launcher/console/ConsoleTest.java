package io.fairlead.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console.Tone;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void coloursAreForTerminalsOnly() {
    assertThat(new Console(System.out, System.err, false).paint(Tone.BAD, "x")).isEqualTo("x");
    assertThat(new Console(System.out, System.err, true).paint(Tone.BAD, "x"))
        .isEqualTo("\033[31mx\033[0m");
  }

  @Test
  void figuresAreForPeople() {
    assertThat(Figures.seconds(Duration.ofMillis(2140))).isEqualTo("2.1 s");
    assertThat(Figures.millis(0.8412)).isEqualTo("0.84 ms");
    assertThat(Figures.millis(12.34)).isEqualTo("12.3 ms");
    assertThat(Figures.millis(1234.5)).isEqualTo("1235 ms");
    assertThat(Figures.count(12000)).isEqualTo("12,000");
    assertThat(Figures.megabytes(64_400_000)).isEqualTo("64 MB");
    assertThat(Figures.several(1, "backend")).isEqualTo("1 backend");
    assertThat(Figures.several(0, "backend")).isEqualTo("0 backends");
  }
}
