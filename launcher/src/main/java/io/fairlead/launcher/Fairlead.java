package io.fairlead.launcher;

import io.fairlead.launcher.check.CheckCommand;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.demo.DemoCommand;
import io.fairlead.launcher.deploy.DeployCommand;
import io.fairlead.launcher.deploy.PsCommand;
import io.fairlead.launcher.deploy.ScaleCommand;
import io.fairlead.launcher.dev.DevCommand;
import io.fairlead.launcher.policy.PolicyCommand;
import io.fairlead.launcher.registry.RegistryCommand;
import io.fairlead.launcher.release.ShiftCommand;
import io.fairlead.launcher.sidecar.SidecarCommand;
import io.fairlead.launcher.up.UpCommand;
import io.fairlead.node.StartFailure;
import io.fairlead.node.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The {@code fairlead} command. */
@Command(
    name = "fairlead",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Cloud Map and Service Connect on your own machines.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "First minute:   fairlead demo",
      "First day:      fairlead up fleet.json",
      "",
      "Exit code: 0 when all went well, 1 when something failed, 2 for what you can mend."
    })
public final class Fairlead implements Runnable {
  private static final String LOG_SETTINGS = "logback.configurationFile";

  private final Console console;
  private final CommandLine line;

  private Fairlead(Console console) {
    this.console = console;
    this.line =
        new CommandLine(this)
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new DevCommand(console))
            .addSubcommand(new UpCommand(console))
            .addSubcommand(new PsCommand(console))
            .addSubcommand(new ScaleCommand(console))
            .addSubcommand(new DeployCommand(console))
            .addSubcommand(new CheckCommand(console))
            .addSubcommand(PolicyCommand.of(console).addSubcommand(new ShiftCommand(console)))
            .addSubcommand(RegistryCommand.of(console))
            .addSubcommand(SidecarCommand.of(console))
            .setParameterExceptionHandler((failure, args) -> misused(failure))
            .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
  }

  /** Runs a command and exits. */
  public static void main(String... args) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/fairlead/launcher/logback.xml");
    }
    System.exit(run(Console.standard(), args));
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  static int run(Console console, String... args) {
    return new Fairlead(console).line.execute(args);
  }

  @Override
  public void run() {
    console.text(line.getUsageMessage());
  }

  private int misused(ParameterException failure) {
    String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    String reason = failure.getMessage().lines().findFirst().orElse("bad arguments");
    console.error(reason + " (see " + help + ")");
    return ExitCode.USAGE;
  }

  private int failed(Exception failure) throws Exception {
    if (failure instanceof StartFailure expected) {
      expected.getMessage().lines().forEach(console::error);
      return ExitCode.USAGE;
    }
    if (failure instanceof SettingsException wrong) {
      wrong.problems().forEach(console::error);
      return ExitCode.USAGE;
    }
    throw failure;
  }
}
