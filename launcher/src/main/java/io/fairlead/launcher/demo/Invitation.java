package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.fleet.SidecarPorts;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import java.util.List;

/** What to try while the demo runs. */
final class Invitation {
  private final Console console;
  private final Fleet fleet;

  Invitation(Console console, Fleet fleet) {
    this.console = console;
    this.fleet = fleet;
  }

  /** Prints it. */
  void show() {
    var ports = fleet.settings().ports();
    var frontend = fleet.tasks(DemoFleet.FRONTEND).get(0);
    var caller = fleet.tasks(DemoFleet.LOAD).get(0);
    var backend = fleet.tasks(DemoFleet.BACKEND).get(0);
    console.line("");
    console.line(console.paint(Tone.STRONG, "Try, in another terminal"));
    List.of(
            "open http://" + frontend.host() + ":8080/",
            "curl -x http://" + caller.host() + ":" + SidecarPorts.EGRESS + " " + DemoFleet.URL,
            "dig @" + ControlPorts.LOOPBACK + " -p " + ports.dns() + " +short backend.demo.local",
            "aws servicediscovery list-services --endpoint-url http://"
                + ControlPorts.LOOPBACK
                + ":"
                + ports.api(),
            "curl http://" + frontend.host() + ":" + SidecarPorts.MANAGEMENT + "/routes",
            "kill -9 " + backend.processes().get(0).pid().orElse(0) + "   # " + backend.id())
        .forEach(line -> console.line("  " + line));
  }
}
