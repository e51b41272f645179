package io.fairlead.launcher.task;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.fleet.FleetRefused;
import io.fairlead.launcher.jvm.FatJar;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  /** Nobody else's, so that fleets and builds on the same machine do not matter. */
  private static final TaskAddresses ADDRESSES = new TaskAddresses("127.94.11");

  @TempDir private Path folder;

  @BeforeEach
  void install() throws IOException {
    for (var jar : FatJar.values()) {
      Files.createFile(folder.resolve(jar.file()));
    }
  }

  @Test
  void aMachineThatIsFitIsLetThrough() {
    assertThatCode(() -> require(1, 23456)).doesNotThrowAnyException();
  }

  @Test
  void aPortInUseIsNamedWithWhoWantsItAndHowToFindItsHolder() throws Exception {
    try (var holder = new ServerSocket(0, 1, InetAddress.getByName(ADDRESSES.address(2)))) {
      int port = holder.getLocalPort();

      assertThatThrownBy(() -> require(2, port))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "127.94.11.2:%d for web-2 is in use (expected: free; see who holds it with: ss -ltnp"
                  + " 'sport = :%d')",
              port, port);
    }
  }

  @Test
  void manyPortsInUseAreSummedUp() throws Exception {
    try (var one = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      int port = one.getLocalPort();

      assertThatThrownBy(() -> require(7, port))
          .message()
          .hasLineCount(5)
          .endsWith("3 more of that kind: does another fleet run here? (fairlead check tells)");
    }
  }

  @Test
  void aMissingJarComesFirst() throws IOException {
    Files.delete(folder.resolve("proxy.jar"));

    assertThatThrownBy(() -> require(1, 23456)).hasMessageContaining("proxy.jar is missing");
  }

  private void require(int tasks, int port) throws FleetRefused {
    var fleet =
        FleetFile.parse(
            "{\"services\": [{\"serviceName\": \"web\", \"desiredCount\": "
                + tasks
                + ", \"taskDefinition\": {\"containerDefinitions\": [{\"name\": \"web\","
                + " \"command\": [\"web\"], \"portMappings\": [{\"containerPort\": "
                + port
                + "}]}]}}]}");
    var settings =
        new FleetSettings(
            new Home(folder), folder, 0, List.of("127.0.0.1:1"), ControlPorts.usual(), ADDRESSES);
    Preflight.require(fleet.fleet(), settings);
  }
}
