package io.fairlead.launcher.task;

import io.fairlead.launcher.process.Logs;
import io.fairlead.launcher.process.Supervisor;

/** Why a process is not ready: what its probe misses, and what it said last. */
final class Lateness {
  private Lateness() {}

  /** In words that go on after a subject. */
  static String of(Supervisor process) {
    var spec = process.spec();
    return process.missing().orElse("it has not been started")
        + Logs.lastLine(spec.log()).map(line -> "; it said: " + line).orElse("")
        + " (log: "
        + spec.log()
        + ")";
  }
}
