package io.fairlead.launcher.deploy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.DurationArgument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead deploy}. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a running fleet what its files say now: tasks of changed services are replaced step by"
          + " step, as deploymentConfiguration allows; services that are new start, those that are"
          + " no longer there are drained.",
      "A file that is wrong changes nothing. A revision that does not turn healthy is rolled back."
    },
    footer =
        "Exit code: 0 when done, 1 when a service was given up (those after it are left as they"
            + " were), 2 when it was refused.")
public final class DeployCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RunningFleet fleet;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description = "How long each new task may take; default: ${DEFAULT-VALUE}.",
      defaultValue = "60s",
      converter = DurationArgument.class)
  private Duration within;

  @Option(
      names = "--force",
      description = "Replace every task, also where nothing has changed in the files.")
  private boolean force;

  @Parameters(
      paramLabel = "FLEET.json",
      arity = "0..*",
      description = "The whole fleet; default: the files that it was started with.")
  private List<Path> files;

  /** The command for this console. */
  public DeployCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var given = files == null ? List.<Path>of() : files;
    return fleet.ask(console, ControlRequest.deploy(given, force, within)).exit();
  }
}
