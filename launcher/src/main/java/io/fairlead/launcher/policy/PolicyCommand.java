package io.fairlead.launcher.policy;

import io.fairlead.launcher.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead policy}. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Shows and changes the trafficPolicy of services, live.",
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  private PolicyCommand() {}

  /** The command and its subcommands for this console, but for those of other packages. */
  public static CommandLine of(Console console) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new GetCommand(console))
        .addSubcommand(new ApplyCommand(console))
        .addSubcommand(new DiffCommand(console))
        .addSubcommand(new DeleteCommand(console))
        .addSubcommand(new SchemaCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing command: get, apply, diff, delete, shift or schema");
  }
}
