package io.fairlead.demo.load;

import io.fairlead.demo.program.Console;
import io.fairlead.demo.program.HttpAddress;
import io.fairlead.demo.program.Program;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo load}: constant load, every failure counted. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends requests at a constant rate and counts every failure; sends none twice.",
    footer = "Exit code: 0 when no request failed, 1 otherwise, 2 for bad arguments.")
public final class LoadCommand implements Callable<Integer> {
  private static final Duration PRINTING = Duration.ofSeconds(1);

  @Option(names = "--url", required = true, description = "What to ask for.")
  String url;

  @Option(names = "--proxy", description = "HTTP proxy to send through.")
  String proxy;

  @Option(names = "--rate", defaultValue = "300", description = "Requests a second.")
  int rate;

  @Option(names = "--for", description = "How long to send; default: until stopped.")
  Duration duration;

  @Option(names = "--connections", defaultValue = "64", description = "Connections at once.")
  int connections;

  @Option(
      names = "--in-flight",
      defaultValue = "4096",
      description = "Requests without an answer at once; more fail as overrun.")
  int inFlight;

  @Option(names = "--timeout", defaultValue = "10s", description = "Longest wait for an answer.")
  Duration timeout;

  @Option(names = "--json", description = "One JSON line a second instead of words.")
  boolean json;

  @Override
  public Integer call() {
    var settings =
        new LoadSettings(
            HttpAddress.parse("--url", url),
            proxy == null ? null : HttpAddress.parse("--proxy", proxy),
            rate,
            duration,
            connections,
            inFlight,
            timeout);
    var report = json ? Report.JSON : Report.TEXT;
    var vertx = Program.vertx();
    Warmup.run(vertx).await();
    var run = new LoadRun(vertx, settings, second -> Console.print(report.second(second)));
    var finished = run.start().map(summary -> conclude(report, summary));
    return Program.await(finished, run::stop, timeout.plus(PRINTING));
  }

  private static int conclude(Report report, Progress summary) {
    report.summary(summary).forEach(Console::print);
    return summary.failed() == 0 ? 0 : 1;
  }
}
