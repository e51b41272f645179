package io.fairlead.launcher.system;

import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.FleetSettings;
import io.fairlead.launcher.task.TaskAddresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A fleet for tests: from the jars of this build, at ports and addresses that a developer's own
 * fleet does not use, logs below {@code target}.
 */
final class TestFleet {
  /** Below the range from which the system takes ports for connections. */
  static final ControlPorts PORTS = new ControlPorts(17070, 17071, 15701, 17072, 15300, 15301);

  private static final Duration WITHIN = Duration.ofMinutes(2);

  private TestFleet() {}

  static Home home() {
    return new Home(Path.of("").toAbsolutePath().getParent());
  }

  static Fleet start(FleetDefinition definition) {
    var home = home();
    var settings =
        new FleetSettings(
            home,
            home.folder().resolve("launcher/target/fleet-it"),
            2,
            List.of(),
            PORTS,
            TaskAddresses.of("127.0.17"));
    return Fleet.start(definition, settings, WITHIN);
  }
}
