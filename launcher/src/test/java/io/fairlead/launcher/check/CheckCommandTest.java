package io.fairlead.launcher.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.TaskAddresses;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void problemsSayWhatToDo() throws Exception {
    int code =
        command()
            .show(
                List.of(
                    Verdict.ok("machine", "Java", "17"),
                    Verdict.problem("ports", "127.0.0.1:7070", "in use", "see who holds it")));

    assertThat(code).isOne();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            machine
              ok  Java: 17
            ports
              !!  127.0.0.1:7070: in use
                  to do: see who holds it

            1 problem.
            """);
  }

  @Test
  void nothingWrongIsZero() throws Exception {
    assertThat(command().show(List.of(Verdict.ok("machine", "Java", "17")))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("Everything is ok.\n");
  }

  @Test
  void anOldJavaAndMissingJarsAreProblems() {
    assertThat(MachineChecks.java(11)).matches(verdict -> !verdict.ok());
    assertThat(new MachineChecks(new Home(folder), List.of("127.0.0.1")).run())
        .filteredOn(verdict -> !verdict.ok())
        .extracting(Verdict::subject)
        .containsExactly("registry.jar", "dns.jar", "proxy.jar", "demo.jar");
  }

  @Test
  void anAddressThatIsNotOursCannotBeBound() {
    assertThat(new MachineChecks(new Home(folder), List.of("192.0.2.1")).run())
        .filteredOn(verdict -> verdict.subject().equals("address 192.0.2.1"))
        .singleElement()
        .matches(verdict -> !verdict.ok());
  }

  @Test
  void aPortThatIsNoRegistryIsAProblem() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ports = new ControlPorts(other.getLocalPort(), 1, 1, 1, 1, 1);

      assertThat(new FleetChecks(ports, new TaskAddresses("127.94.12")).run())
          .filteredOn(verdict -> verdict.subject().startsWith("registry API 127.0.0.1"))
          .singleElement()
          .satisfies(verdict -> assertThat(verdict.found()).startsWith("does not answer"));
    }
  }

  private CheckCommand command() {
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new CheckCommand(new Console(print, print, false));
  }
}
