package io.fairlead.launcher.deploy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fairlead ps}. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "Lists the tasks of a running fleet.",
    footer = "Exit code: 0, or 2 when no fleet runs.")
public final class PsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RunningFleet fleet;

  /** The command for this console. */
  public PsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var answer = fleet.ask(console, ControlRequest.ps());
    if (!fleet.isJson()) {
      console.line(
          console.paint(
              Tone.QUIET, row("SERVICE", "TASK", "ADDRESS", "STATE", "REVISION", "PIDS")));
      answer.tasks().forEach(task -> console.line(row(task)));
    }
    return answer.exit();
  }

  private static String row(TaskState task) {
    String pids = task.pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
    String revision = task.current() ? "current" : "old";
    return row(task.service(), task.task(), task.address(), task.state(), revision, pids);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-16s %-20s %-14s %-12s %-9s %s", cells).stripTrailing();
  }
}
