package io.fairlead.demo;

import io.fairlead.demo.backend.BackendCommand;
import io.fairlead.demo.frontend.FrontendCommand;
import io.fairlead.demo.load.LoadCommand;
import io.fairlead.demo.program.Console;
import io.fairlead.demo.program.ProgramFailure;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The one main class of {@code demo.jar}; each program is a subcommand. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    version = "Fairlead demo services",
    description = "Plain HTTP programs that know nothing of the mesh.",
    subcommands = {BackendCommand.class, FrontendCommand.class, LoadCommand.class})
public final class DemoMain implements Runnable {
  @Spec private CommandSpec spec;

  /** Exits with 0 when all went well, 1 when something failed, 2 for what the user can mend. */
  public static void main(String... args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new DemoMain())
        .registerConverter(Duration.class, DurationConverter::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((failure, rest) -> refuse(failure.getMessage()))
        .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure))
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "no program named (expected: backend, frontend or load); try --help");
  }

  private static int fail(Exception failure) throws Exception {
    if (failure instanceof ProgramFailure expected) {
      return refuse(expected.getMessage());
    }
    throw failure;
  }

  private static int refuse(String reason) {
    Console.error("demo: " + reason.lines().findFirst().orElse("bad arguments"));
    return ExitCode.USAGE;
  }
}
