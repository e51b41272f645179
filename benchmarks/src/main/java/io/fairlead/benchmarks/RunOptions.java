package io.fairlead.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Option;

/** What all measurements can be told. */
final class RunOptions {
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

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "connections with one request under way each (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "-Xmx of each server (default: ${DEFAULT-VALUE})")
  private String heap;

  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  Duration span() {
    return Duration.ofSeconds(seconds);
  }

  Duration warmUp() {
    return Duration.ofSeconds(warmUp);
  }

  int rounds() {
    return rounds;
  }

  int connections() {
    return connections;
  }

  boolean json() {
    return json;
  }

  /** The same for every server. */
  List<String> jvm() {
    return List.of("-Xmx" + heap);
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
