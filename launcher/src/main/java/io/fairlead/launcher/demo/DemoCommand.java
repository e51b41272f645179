package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.DurationArgument;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.node.StartFailure;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fairlead demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "A whole fleet as separate processes: 2 clustered registry nodes, DNS, 2 frontends and 3"
          + " backends each with its sidecar. Puts load on it, kills a backend, starts another, and"
          + " counts every request."
    },
    footer =
        "Exit code: 0 when requests were made and none failed, 1 otherwise, 2 when it cannot start.")
public final class DemoCommand implements Callable<Integer> {
  private static final int RATE_MAX = 100_000;
  private static final Duration SHORTEST = Duration.ofSeconds(3);

  private final Console console;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long load runs, such as 40s; default: until Ctrl-C.",
      converter = DurationArgument.class)
  private Duration length;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second; default: ${DEFAULT-VALUE}.",
      defaultValue = "300")
  private int rate;

  @Option(
      names = "--kill",
      negatable = true,
      description = "Kill a backend after a third of the time, or let all live; default: kill.",
      defaultValue = "true",
      fallbackValue = "true")
  private boolean kill;

  @Option(
      names = "--print-fleet",
      description = "Print the fleet file that the demo runs, as fairlead up takes it, and exit.")
  private boolean printFleet;

  /** The command for this console. */
  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (printFleet) {
      console.text(DemoFleet.text());
      return 0;
    }
    return new Demo(console, Home.find(), plan()).run();
  }

  /** What the options ask for. */
  DemoPlan plan() {
    if (rate < 1 || rate > RATE_MAX) {
      throw new StartFailure("--rate is " + rate + " (expected: 1 to " + RATE_MAX + ")");
    }
    if (length != null && length.compareTo(SHORTEST) < 0) {
      throw new StartFailure(
          "--for is " + length.toMillis() + "ms (expected: " + SHORTEST.toSeconds() + "s or more)");
    }
    return new DemoPlan(length, rate, kill);
  }
}
