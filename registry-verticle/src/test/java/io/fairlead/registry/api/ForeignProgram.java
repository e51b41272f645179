package io.fairlead.registry.api;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the machine that speaks to the API, run to its end in a folder of its own. */
final class ForeignProgram {
  private final Path folder;
  private final Map<String, String> environment;
  private final Duration patience;

  /** How a run ended. */
  record Ended(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  /**
   * @param environment added to this process's, of which nothing is kept that tells AWS clients,
   *     Terraform or HTTP clients where to go
   */
  ForeignProgram(Path folder, Map<String, String> environment, Duration patience) {
    this.folder = folder;
    this.environment = environment;
    this.patience = patience;
  }

  static boolean isOnPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
  }

  /** Runs it; one that does not end is killed with its children and fails the test. */
  Ended run(List<String> line) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(ForeignProgram::leadsElsewhere);
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("did not end within " + patience + ": " + line);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), text(out), text(err));
  }

  private static boolean leadsElsewhere(String name) {
    return name.startsWith("AWS_") || name.startsWith("TF_") || name.matches("(?i).*_proxy");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
