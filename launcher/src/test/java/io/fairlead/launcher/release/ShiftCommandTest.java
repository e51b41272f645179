package io.fairlead.launcher.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command against a registry and a sidecar that speak HTTP. */
class ShiftCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    var line = new CommandLine(new ShiftCommand(console));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failure.getMessage().lines().forEach(console::error);
          return 2;
        });
    return line.execute(arguments);
  }

  private int shift(PlayedMesh mesh, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "backend.demo.local",
                "--registry=" + mesh.url(),
                "--sidecars=" + mesh.url(),
                "--from=version=v1",
                "--to=version=v2"));
    if (List.of(more).stream().noneMatch(argument -> argument.startsWith("--every"))) {
      arguments.add("--every=600ms");
    }
    arguments.addAll(List.of(more));
    return run(arguments.toArray(new String[0]));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aReleaseThatIsWellGoesAllTheWay() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      assertThat(shift(mesh, "--step=40%")).as(err()).isZero();

      assertThat(mesh.weights).containsExactly(40, 80, 100);
      assertThat(out())
          .contains("40 %: 40.0 % of 2,000 requests came there, 100.00 % of them succeeded")
          .contains("all traffic of backend.demo.local goes to version=v2");
    }
  }

  @Test
  void aReleaseThatFailsIsRolledBackAtOnce() throws IOException {
    try (var mesh = new PlayedMesh(0.98)) {
      assertThat(shift(mesh, "--step=10%", "--every=1m")).isEqualTo(1);

      assertThat(mesh.weights).containsExactly(10, -1);
      assertThat(mesh.policy()).isEmpty();
      assertThat(out())
          .contains(
              "rolled back at 10 %: 98.0 % of 100 requests succeeded (expected: at least 99.0 %)");
    }
  }

  @Test
  void howMuchMayFailIsSaid() throws IOException {
    try (var mesh = new PlayedMesh(0.98)) {
      assertThat(shift(mesh, "--step=100", "--min-success=97.5%")).as(err()).isZero();
    }
  }

  @Test
  void withoutTrafficNothingIsReleased() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      assertThat(shift(mesh, "--min-requests=1000000", "--patience=700ms")).isEqualTo(1);

      assertThat(mesh.weights).containsExactly(10, -1);
      assertThat(out()).contains("expected: at least 1000000 to judge the step by");
    }
  }

  @Test
  void whatSomebodyElseChangesIsNotOverwritten() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      mesh.meddling = true;

      assertThat(shift(mesh)).isEqualTo(1);

      assertThat(mesh.weights).isEmpty();
      assertThat(err()).contains("the policy is left as it is: PreconditionFailed");
    }
  }

  @Test
  void programsGetJson() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      assertThat(shift(mesh, "--step=100%", "--json")).as(err()).isZero();

      assertThat(out().lines())
          .hasSize(3)
          .allMatch(line -> line.startsWith("{\"event\":"))
          .anyMatch(line -> line.contains("\"weight\":100,\"share\":100.0,"))
          .anyMatch(line -> line.contains("\"event\":\"done\""));
    }
  }

  @Test
  void wrongOptionsAreTold() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      assertThat(shift(mesh, "--step=0%")).isEqualTo(2);
      assertThat(err()).contains("--step is '0%' (expected: 1% to 100%)");
      assertThat(shift(mesh, "--min-success=101")).isEqualTo(2);
      assertThat(err()).contains("--min-success is '101'");
      assertThat(run("backend.demo.local", "--from=a=1", "--to=a=1")).isEqualTo(2);
      assertThat(err()).contains("--to is a=1, as --from");
      assertThat(run("backend.demo.local", "--to=a=1")).isEqualTo(2);
      assertThat(mesh.weights).isEmpty();
    }
  }

  @Test
  void withoutSidecarsItCannotGoOn() throws IOException {
    try (var mesh = new PlayedMesh(1)) {
      int code =
          run(
              "backend.demo.local",
              "--registry=" + mesh.url(),
              "--sidecars=http://127.0.0.1:1",
              "--from=version=v1",
              "--to=version=v2");

      assertThat(code).isEqualTo(1);
      assertThat(err()).contains("none of 1 sidecars tells its metrics");
      assertThat(mesh.weights).isEmpty();
    }
  }
}
