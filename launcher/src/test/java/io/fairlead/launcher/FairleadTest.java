package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.demo.DemoFleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairleadTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void withoutArgumentsItTellsWhatThereIs() {
    assertThat(run()).isZero();
    assertThat(text(out)).contains("demo", "dev", "up", "check", "First minute:   fairlead demo");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void whatIsNotACommandIsOneLine() {
    assertThat(run("dmo")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo("fairlead: Unmatched argument at index 0: 'dmo' (see fairlead --help)\n");
  }

  @Test
  void whatIsNotAnOptionIsOneLine() {
    assertThat(run("demo", "--rat", "3")).isEqualTo(2);
    assertThat(text(err).lines()).hasSize(1).first().asString().contains("'--rat'");
  }

  @Test
  void aNumberThatIsNoneIsOneLine() {
    assertThat(run("demo", "--rate", "many")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "fairlead: Invalid value for option '--rate': 'many' is not an int (see fairlead demo"
                + " --help)\n");
  }

  @Test
  void aDurationWithoutAUnitIsOneLine() {
    assertThat(run("demo", "--for", "40")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "fairlead: Invalid value for option '--for': '40' is not a duration (expected: a whole"
                + " number and ms, s or m, as in 40s) (see fairlead demo --help)\n");
  }

  @Test
  void aRateOutOfRangeIsOneLine() {
    assertThat(run("demo", "--rate", "0")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("fairlead: --rate is 0 (expected: 1 to 100000)\n");
  }

  @Test
  void aFleetFileThatIsWrongIsToldLineByLine() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("fleet.json"),
            "{\"services\": [{\"serviceName\": \"a\", \"desiredCont\": 1, \"taskDefinition\": {"
                + "\"containerDefinitions\": [{\"name\": \"a\", \"command\": []}]}}]}");

    assertThat(run("up", file.toString())).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "fairlead: "
                + file
                + ": services[0].taskDefinition.containerDefinitions[0].command: is empty"
                + " (expected: the program to run and its arguments; no image is run)\n"
                + "fairlead: "
                + file
                + ": services[0].desiredCont: unknown field (did you mean 'desiredCount'?)\n");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aNetworkThatIsNotLoopbackIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("fleet.json"), DemoFleet.text());

    assertThat(run("up", file.toString(), "--network", "10.0.0")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "fairlead: --network is '10.0.0' (expected: a loopback network, such as 127.0.7)\n");
  }

  @Test
  void theDemosFleetCanBePrinted() {
    assertThat(run("demo", "--print-fleet")).isZero();
    assertThat(text(out)).isEqualTo(DemoFleet.text());
  }

  private int run(String... arguments) {
    return Fairlead.run(new Console(print(out), print(err), false), arguments);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream written) {
    return written.toString(StandardCharsets.UTF_8);
  }
}
