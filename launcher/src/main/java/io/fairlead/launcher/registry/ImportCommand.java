package io.fairlead.launcher.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fairlead.launcher.console.Console;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead registry import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Merges an export into a running registry. What the registry knows better stays: an old"
          + " export undoes nothing, and what was removed since stays removed."
    },
    footer = "Exit code: 0 when all was merged, 1 when it could not be, 2 for a wrong file.")
final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RegistryOption registry;

  @Option(names = "--json", description = "Print the counts as one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "What fairlead registry export wrote.")
  private Path file;

  ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Files.isReadable(file)) {
      throw new StartFailure(file + " cannot be read (expected: an export)");
    }
    var page = registry.page("/catalog/import");
    try {
      show(ManagementCall.post(page, file).strip());
      return 0;
    } catch (IOException e) {
      console.error(file + " cannot be imported: " + e.getMessage());
      return 1;
    }
  }

  private void show(String counts) throws IOException {
    if (json) {
      console.line(counts);
      return;
    }
    var read = JsonMapper.builder().build().readTree(counts);
    console.line(
        "Read %s namespaces and %s services with %s instances: %s taken, %s known already, %s removed since."
            .formatted(
                read.path("namespaces").asText(),
                read.path("services").asText(),
                read.path("instances").asText(),
                read.path("taken").asText(),
                read.path("knownAlready").asText(),
                read.path("removedSince").asText()));
  }
}
