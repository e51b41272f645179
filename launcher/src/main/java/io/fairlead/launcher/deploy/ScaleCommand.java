package io.fairlead.launcher.deploy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.DurationArgument;
import io.fairlead.launcher.task.TaskAddresses;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Changes how many tasks services of a running fleet have: new ones start, or the newest are"
          + " drained.",
      "Returns when callers are led to all new ones and those that left are gone."
    },
    footer = "Exit code: 0 when done, 1 when it was given up, 2 when it was refused.")
public final class ScaleCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RunningFleet fleet;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description = "How long each new task may take; default: ${DEFAULT-VALUE}.",
      defaultValue = "60s",
      converter = DurationArgument.class)
  private Duration within;

  @Parameters(paramLabel = "SERVICE=N", arity = "1..*", description = "How many tasks of which.")
  private Map<String, Integer> counts;

  /** The command for this console. */
  public ScaleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    counts.forEach(
        (service, count) -> {
          if (count < 0 || count > TaskAddresses.LAST) {
            throw new StartFailure(
                service + "=" + count + " (expected: 0 to " + TaskAddresses.LAST + ")");
          }
        });
    return fleet.ask(console, ControlRequest.scale(counts, within)).exit();
  }
}
