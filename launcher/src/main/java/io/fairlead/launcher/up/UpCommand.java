package io.fairlead.launcher.up;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.console.DurationArgument;
import io.fairlead.launcher.console.Figures;
import io.fairlead.launcher.console.ProcessNews;
import io.fairlead.launcher.deploy.ControlSocket;
import io.fairlead.launcher.deploy.FleetChanges;
import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.fleet.FleetFile;
import io.fairlead.launcher.fleet.FleetRefused;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.process.Leaving;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.FleetSettings;
import io.fairlead.launcher.task.Preflight;
import io.fairlead.launcher.task.RunFolder;
import io.fairlead.launcher.task.TaskAddresses;
import io.fairlead.node.StartFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts and supervises the tasks of a fleet file, each with its sidecar, until Ctrl-C.",
      "The file has ECS's own shapes: services[] with serviceName, desiredCount, taskDefinition and"
          + " serviceConnectConfiguration; beside it may stand a trafficPolicy. For an example: fairlead demo --print-fleet"
    })
public final class UpCommand implements Callable<Integer> {
  private final Console console;
  private volatile ControlSocket control;

  @Parameters(
      paramLabel = "FLEET.json",
      arity = "1..*",
      description = {
        "What to run: a fleet, or services and task definitions in files of their own, which a"
            + " service refers to by family."
      })
  private List<Path> files;

  @Option(
      names = "--registries",
      split = ",",
      paramLabel = "HOST:PORT",
      description =
          "Link addresses of registry nodes that run already; default: start one, and a DNS server.")
  private List<String> registries;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "API port of one of --registries, for the trafficPolicy of services; default:"
              + " http://127.0.0.1:7070.")
  private URI api;

  @Option(
      names = "--network",
      paramLabel = "A.B.C",
      description = "Loopback network of the tasks' addresses; default: ${DEFAULT-VALUE}.",
      defaultValue = "127.0.7")
  private String network;

  @Option(
      names = "--start-within",
      paramLabel = "TIME",
      description = "How long the tasks may take to become ready; default: ${DEFAULT-VALUE}.",
      defaultValue = "60s",
      converter = DurationArgument.class)
  private Duration startWithin;

  /** The command for this console. */
  public UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var home = Home.find();
    var fleetFile = read();
    var settings = settings(home);
    Preflight.require(fleetFile.fleet(), settings);
    var folder = RunFolder.next(home.state(), "up");
    run(fleetFile, settings.in(folder));
    return 0;
  }

  private FleetFile read() {
    try {
      return FleetFile.read(files);
    } catch (FleetRefused refused) {
      throw new StartFailure(String.join("\n", refused.problems()));
    }
  }

  private FleetSettings settings(Home home) {
    var addresses = TaskAddresses.of(network);
    return new FleetSettings(
        home,
        home.state(),
        registries == null ? 1 : 0,
        registries == null ? List.of() : registries,
        ControlPorts.usual(),
        addresses,
        api);
  }

  private void run(FleetFile fleetFile, FleetSettings settings) {
    if (!fleetFile.ignored().isEmpty()) {
      String names = String.join(", ", fleetFile.ignored().stream().sorted().toList());
      console.line(console.paint(Tone.QUIET, "without a meaning on one machine: " + names));
    }
    console.line(
        "Starting "
            + Figures.several(fleetFile.fleet().taskCount(), "task")
            + ", logs in "
            + settings.folder());
    var news = new ProcessNews(console);
    var fleet = new Fleet(settings, news);
    var leaving = Leaving.by(() -> stop(fleet, news));
    try {
      fleet.start(fleetFile.fleet(), startWithin);
    } catch (StartFailure failure) {
      leaving.standStillIfBegun();
      throw failure;
    }
    listen(fleet, fleetFile.fleet());
    new FleetView(console, fleet).show();
    leaving.standStill();
  }

  /** A fleet that cannot be changed while it runs is worth having, too. */
  private void listen(Fleet fleet, FleetDefinition started) {
    var absolute = files.stream().map(Path::toAbsolutePath).toList();
    try {
      control =
          ControlSocket.open(
              fleet.settings().folder(),
              new FleetChanges(fleet, started),
              absolute,
              line -> console.line("  " + line));
    } catch (StartFailure failure) {
      console.line(console.paint(Tone.WARN, failure.getMessage()));
    }
  }

  private void stop(Fleet fleet, ProcessNews news) {
    news.hush();
    var open = control;
    if (open != null) {
      open.close();
    }
    if (!fleet.isClosing()) {
      String more = fleet.archives().isWriting() ? " and preparing quicker starts" : "";
      console.line("Stopping" + more + " ...");
      fleet.close();
      console.line("Stopped.");
    }
    fleet.close();
  }
}
