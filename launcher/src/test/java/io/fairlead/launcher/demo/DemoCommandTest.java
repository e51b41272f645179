package io.fairlead.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
  @Test
  void killsUnlessTold() {
    assertThat(plan()).isEqualTo(new DemoPlan(null, 300, true));
    assertThat(plan("--kill").kills()).isTrue();
    assertThat(plan("--no-kill").kills()).isFalse();
  }

  @Test
  void lengthAndRateAreTaken() {
    assertThat(plan("--for", "40s", "--rate", "50"))
        .isEqualTo(new DemoPlan(Duration.ofSeconds(40), 50, true));
  }

  private static DemoPlan plan(String... arguments) {
    var command = new DemoCommand(new Console(System.out, System.err, false));
    new CommandLine(command).parseArgs(arguments);
    return command.plan();
  }
}
