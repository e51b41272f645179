package io.fairlead.launcher.registry;

import io.fairlead.launcher.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead registry}. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    description = "Takes the catalog out of a running registry, or puts one in.",
    synopsisSubcommandLabel = "COMMAND")
public final class RegistryCommand implements Runnable {
  @Spec private CommandSpec spec;

  private RegistryCommand() {}

  /** The command and its subcommands for this console. */
  public static CommandLine of(Console console) {
    return new CommandLine(new RegistryCommand())
        .addSubcommand(new ExportCommand(console))
        .addSubcommand(new ImportCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: export or import");
  }
}
