package io.fairlead.launcher.sidecar;

import io.fairlead.launcher.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead sidecar}. */
@Command(
    name = "sidecar",
    mixinStandardHelpOptions = true,
    description = "Prepares a machine for a sidecar.",
    synopsisSubcommandLabel = "COMMAND")
public final class SidecarCommand implements Runnable {
  @Spec private CommandSpec spec;

  private SidecarCommand() {}

  /** The command and its subcommands for this console. */
  public static CommandLine of(Console console) {
    return new CommandLine(new SidecarCommand()).addSubcommand(new IptablesCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: iptables");
  }
}
