package io.fairlead.benchmarks.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * Which core does what: the server under measurement has one for itself, everything else another,
 * so that neither takes the other's cache or turns.
 */
public enum Cores {
  /** For the server under measurement. */
  SERVER(0),
  /** For the client, and for what servers need but do not use while they answer. */
  CLIENT(1);

  private final int number;

  Cores(int number) {
    this.number = number;
  }

  /** Fails with {@link Unprepared} on a machine of one core. */
  public static void check() {
    if (Runtime.getRuntime().availableProcessors() < values().length) {
      throw new Unprepared(
          "this machine has one core (expected: one for servers, one for clients)");
    }
  }

  /** A command that keeps its process here, under the process id that it is started with. */
  public List<String> pinned(List<String> command) {
    var pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(number)));
    pinned.addAll(command);
    return pinned;
  }

  /** Moves a running process here with all its threads. */
  public void take(ServerProcess process) throws IOException, InterruptedException {
    var moved =
        new ProcessBuilder(
                "taskset", "-a", "-c", "-p", Integer.toString(number), Long.toString(process.pid()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start()
            .waitFor();
    if (moved != 0) {
      throw new ServerFailure("taskset could not move process " + process.pid());
    }
  }
}
