package io.fairlead.benchmarks;

import io.fairlead.benchmarks.freshness.Fleet;
import io.fairlead.benchmarks.freshness.Watch;
import io.fairlead.benchmarks.report.Console;
import io.fairlead.benchmarks.report.Delays;
import io.fairlead.benchmarks.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long DNS still answers with an instance that is gone or unfit. */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = "How long a deregistered or unhealthy instance is still in answers of DNS.")
final class FreshnessCommand implements Callable<Integer> {
  private static final double MILLIS_MAX = 200;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final int ROUNDS_MAX = 50_000;
  private static final int REGISTRIES_MAX = 5;
  private static final int SERVICES_MAX = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private JsonOption output;

  @Option(
      names = "--rounds",
      defaultValue = "300",
      description = "how often each change is made (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--registries",
      defaultValue = "1",
      description =
          "nodes of the registry; the first is called, DNS follows the last (default:"
              + " ${DEFAULT-VALUE})")
  private int registries;

  @Option(
      names = "--services",
      defaultValue = "50",
      description =
          "services that are there besides, 10 instances each (default: ${DEFAULT-VALUE})")
  private int services;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check("--rounds", rounds, 1, ROUNDS_MAX);
    check("--registries", registries, 1, REGISTRIES_MAX);
    check("--services", services, 0, SERVICES_MAX);
    var work = RunOptions.work();
    Console.tell("starting registries and a DNS server; their logs are in " + work);
    try (var fleet = Fleet.start(RunOptions.home(), work, registries, services);
        var watch = new Watch(fleet)) {
      Console.tell("%d rounds".formatted(rounds));
      String before = loadAverage();
      watch.run(rounds);
      report(watch)
          .line("load average", before + " before, " + loadAverage() + " after")
          .publish(output.json());
      return 0;
    }
  }

  private Report report(Watch watch) {
    var report =
        new Report(
                "freshness",
                "DNS after changes of an instance; %d rounds, %d registries, %d services of 10"
                    .formatted(rounds, registries, services))
            .delays(watch.all());
    verdict(report, "deregistered, p99 since the call, ms", watch.gone());
    verdict(report, "unhealthy, p99 since the call, ms", watch.shunned());
    return report
        .line("health.customDelay", "0s instead of 30s, which is AWS's wait and not the way")
        .line("questions without an answer", Long.toString(watch.lost()));
  }

  private static void verdict(Report report, String what, Delays delays) {
    double millis = delays.percentileMicros(99) / MICROS_PER_MILLI;
    report.verdict(what, millis, "<= 200", millis <= MILLIS_MAX);
  }

  /** Of the last minute, which tells how busy the machine is with other things. */
  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is %d (expected: %d to %d)".formatted(option, value, least, most));
    }
  }
}
