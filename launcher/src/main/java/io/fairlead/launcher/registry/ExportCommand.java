package io.fairlead.launcher.registry;

import io.fairlead.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead registry export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the whole catalog as JSON: namespaces, services, tags, attributes, instances.",
      "The same catalog gives the same text."
    },
    footer = "Exit code: 0 when all was written, 1 when the registry could not be read.")
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RegistryOption registry;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to; default: standard output.")
  private Path file;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var page = registry.page("/catalog/export");
    try {
      if (file == null) {
        var text = new ByteArrayOutputStream();
        ManagementCall.get(page, text);
        console.line(text.toString(StandardCharsets.UTF_8));
      } else {
        try (var to = Files.newOutputStream(file)) {
          ManagementCall.get(page, to);
        }
      }
      return 0;
    } catch (IOException e) {
      console.error("the catalog cannot be exported from " + page + ": " + e.getMessage());
      return 1;
    }
  }
}
