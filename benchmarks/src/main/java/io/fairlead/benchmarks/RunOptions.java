package io.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all measurements can be told. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "length of a round for each server (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "4",
      description = "how often each server has its turn (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "12",
      description = "seconds of load before the first round (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Mixin private JsonOption output;

  Duration span() {
    return Duration.ofSeconds(atLeast(1, "--seconds", seconds));
  }

  Duration warmUp() {
    return Duration.ofSeconds(atLeast(0, "--warm-up", warmUp));
  }

  int rounds() {
    return atLeast(1, "--rounds", rounds);
  }

  /** See {@link JsonOption#json}. */
  String json() {
    return output.json();
  }

  private int atLeast(int least, String option, int value) {
    if (value < least) {
      throw new ParameterException(
          command.commandLine(), "%s is %d (expected: %d or more)".formatted(option, value, least));
    }
    return value;
  }

  /** The checkout. */
  static Path home() {
    return Path.of(System.getenv().getOrDefault("FAIRLEAD_HOME", "."));
  }

  /** An empty folder for whatever servers keep and say. */
  static Path work() throws IOException {
    var folder = home().toAbsolutePath().resolve(".fairlead/benchmarks/work");
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}
