package io.fairlead.launcher.deploy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.fleet.SidecarPorts;
import java.net.URI;
import java.util.List;

/** The sidecars of the fleet that runs here. */
public final class FleetSidecars {
  private final RunningFleet fleet = new RunningFleet();

  /**
   * Their management ports; blocks.
   *
   * @throws io.fairlead.node.StartFailure when no fleet runs here, or several do
   */
  public List<URI> managementPorts(Console console) {
    return fleet.ask(console, ControlRequest.ps()).tasks().stream()
        .map(task -> URI.create("http://" + task.address() + ":" + SidecarPorts.MANAGEMENT))
        .toList();
  }
}
