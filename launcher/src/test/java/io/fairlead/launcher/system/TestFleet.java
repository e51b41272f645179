package io.fairlead.launcher.system;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.FleetSettings;
import io.fairlead.launcher.task.RunFolder;
import io.fairlead.launcher.task.TaskAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet for tests: from the jars of this build, at ports and addresses that no other fleet uses,
 * logs below {@code target}.
 */
final class TestFleet {
  /** Free at every address of this machine. */
  static final ControlPorts PORTS = freePorts();

  private static final Duration WITHIN = Duration.ofMinutes(2);

  private TestFleet() {}

  private static ControlPorts freePorts() {
    var held = new ArrayList<ServerSocket>();
    try {
      for (int n = 0; n < 6; n++) {
        held.add(new ServerSocket(0));
      }
      var ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (var socket : held) {
        socket.close();
      }
      return new ControlPorts(
          ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), ports.get(5));
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports", e);
    }
  }

  static Home home() {
    return new Home(Path.of("").toAbsolutePath().getParent());
  }

  static Fleet start(FleetDefinition definition) {
    var home = home();
    var settings =
        new FleetSettings(
            home,
            // A new one each time: what an earlier fleet kept is none of this one's.
            RunFolder.next(home.folder().resolve("launcher/target"), "fleet-it"),
            2,
            List.of(),
            PORTS,
            TaskAddresses.of("127.0.17"));
    return Fleet.start(definition, settings, WITHIN);
  }
}
