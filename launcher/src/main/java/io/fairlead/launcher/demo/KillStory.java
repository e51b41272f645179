package io.fairlead.launcher.demo;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import io.fairlead.launcher.process.Supervisor;
import io.fairlead.launcher.task.Fleet;
import io.fairlead.launcher.task.Task;
import io.fairlead.node.StartFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Kills a backend task as if its machine had gone, starts another, and tells what it cost. */
final class KillStory {
  /** Seconds after the kill whose latencies are put down to it. */
  private static final int AFTERMATH = 5;

  /**
   * What it cost.
   *
   * @param victim the task
   * @param second of the load in which it was killed
   * @param failed requests that failed within the seconds after it
   * @param slowestMillis the slowest answer within the seconds after it
   * @param replacement the task that was started instead, null while there is none
   */
  record Cost(String victim, long second, long failed, double slowestMillis, String replacement) {}

  private final Console console;
  private final Fleet fleet;
  private final KillSchedule schedule;
  private LoadReading before;
  private String victim;
  private String replacement;
  private long failed;
  private double slowest;

  /**
   * @param schedule null when nothing is killed
   */
  KillStory(Console console, Fleet fleet, KillSchedule schedule) {
    this.schedule = schedule;
    this.console = console;
    this.fleet = fleet;
  }

  /** Follows the load, and does what is due. */
  synchronized void hear(LoadReading reading) {
    if (schedule == null || fleet.isClosing()) {
      return;
    }
    if (before != null && reading.t() - before.t() <= AFTERMATH) {
      failed = reading.failed() - before.failed();
      slowest = Math.max(slowest, reading.maxMillis());
    }
    if (before == null && reading.t() >= schedule.killAt().toSeconds()) {
      before = reading;
      kill();
    } else if (replacement == null && reading.t() >= schedule.replaceAt().toSeconds()) {
      replace();
    }
  }

  /** SIGKILL to the last backend task's application and sidecar at once. */
  private void kill() {
    var tasks = fleet.tasks(DemoFleet.BACKEND);
    var task = tasks.get(tasks.size() - 1);
    String pids = pids(task.processes());
    victim = task.id();
    var unused = task.kill();
    console.line(
        console.paint(Tone.WARN, "  killed " + task.id())
            + ": kill -9 "
            + pids
            + " (application, sidecar)");
  }

  private static String pids(List<Supervisor> processes) {
    return processes.stream()
        .flatMap(process -> process.pid().stream().boxed())
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  /** Starts one more backend task. */
  private void replace() {
    try {
      Task task = fleet.add(fleet.tasks(DemoFleet.BACKEND).get(0).service());
      replacement = task.id();
      console.line(console.paint(Tone.STRONG, "  starting " + task.id()) + " at " + task.host());
      var unused = task.start();
    } catch (StartFailure refused) {
      replacement = "";
      console.line("  no other backend: " + refused.getMessage());
    }
  }

  /** What it cost; empty when nothing was killed. */
  synchronized Optional<Cost> told() {
    return victim == null
        ? Optional.empty()
        : Optional.of(new Cost(victim, before.t(), failed, slowest, replacement));
  }
}
