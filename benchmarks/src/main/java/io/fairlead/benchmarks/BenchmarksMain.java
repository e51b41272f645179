package io.fairlead.benchmarks;

import io.fairlead.benchmarks.process.ServerFailure;
import io.fairlead.benchmarks.process.Unprepared;
import io.fairlead.benchmarks.report.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What {@code benchmarks/run} runs; each measurement is a subcommand. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    version = "Fairlead benchmarks",
    description = "Measures our servers, side by side with others or with themselves.",
    subcommands = {
      RegistryCommand.class,
      ScaleCommand.class,
      DnsCommand.class,
      FreshnessCommand.class,
      ProxyCommand.class,
      LatencyCommand.class,
      MemoryCommand.class,
      Http2Command.class,
      TlsCommand.class
    })
public final class BenchmarksMain implements Runnable {
  @Spec private CommandSpec spec;

  /** Exits with 0 when every request was answered, 1 when not, 2 for what the user can mend. */
  public static void main(String... args) {
    System.exit(
        new CommandLine(new BenchmarksMain())
            .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure))
            .execute(args));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "no measurement named (expected: registry, scale, dns, freshness, proxy, latency, memory, h2"
            + " or tls); try --help");
  }

  private static int fail(Exception failure) throws Exception {
    if (failure instanceof ServerFailure expected) {
      Console.tell("benchmarks: " + expected.getMessage());
      return ExitCode.SOFTWARE;
    }
    if (failure instanceof Unprepared lacking) {
      Console.tell("benchmarks: " + lacking.getMessage());
      return ExitCode.USAGE;
    }
    throw failure;
  }
}
