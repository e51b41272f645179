package io.fairlead.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param name unique in the fleet; the user reads it
 * @param command the program, looked up in the {@code PATH} of {@code environment} when it has no
 *     slash, and its arguments
 * @param environment added to what the launcher got itself, without its {@code FAIRLEAD_*}
 * @param folder where it runs
 * @param log gets standard output and error, after what is in it already
 * @param probe when it counts as ready
 * @param stopGrace from SIGTERM to SIGKILL
 * @param restart what happens when it ends by itself
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Path log,
    Probe probe,
    Duration stopGrace,
    Restart restart) {

  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
