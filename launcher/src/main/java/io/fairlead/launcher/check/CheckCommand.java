package io.fairlead.launcher.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.console.Figures;
import io.fairlead.launcher.jvm.Home;
import io.fairlead.launcher.task.ControlPorts;
import io.fairlead.launcher.task.TaskAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fairlead check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Looks at Java, jars, addresses and ports, and at the fleet that runs here.",
    footer = "Exit code: 0 when everything is ok, 1 otherwise.")
public final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  /** The command for this console. */
  public CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    var ports = ControlPorts.usual();
    var tasks = TaskAddresses.usual();
    var addresses =
        List.of(
            ControlPorts.LOOPBACK,
            ports.registryHost(2),
            tasks.address(1),
            tasks.address(TaskAddresses.LAST));
    var verdicts = new ArrayList<>(new MachineChecks(Home.find(), addresses).run());
    verdicts.addAll(new FleetChecks(ports, tasks).run());
    return show(verdicts);
  }

  /** Prints the verdicts and tells the exit code. */
  int show(List<Verdict> verdicts) throws JsonProcessingException {
    long problems = verdicts.stream().filter(verdict -> !verdict.ok()).count();
    if (json) {
      var answer = Map.of("ok", problems == 0, "checks", verdicts);
      console.line(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .build()
              .writeValueAsString(answer));
    } else {
      lines(verdicts);
      console.line("");
      console.line(
          problems == 0
              ? console.paint(Tone.GOOD, "Everything is ok.")
              : console.paint(Tone.BAD, Figures.several(problems, "problem") + "."));
    }
    return problems == 0 ? 0 : 1;
  }

  private void lines(List<Verdict> verdicts) {
    String group = "";
    for (var verdict : verdicts) {
      if (!verdict.group().equals(group)) {
        group = verdict.group();
        console.line(console.paint(Tone.STRONG, group));
      }
      String mark = verdict.ok() ? console.paint(Tone.GOOD, "ok") : console.paint(Tone.BAD, "!!");
      console.line("  " + mark + "  " + verdict.subject() + ": " + verdict.found());
      if (!verdict.ok()) {
        console.line("      to do: " + verdict.todo());
      }
    }
  }
}
