package io.fairlead.benchmarks;

import java.util.List;
import picocli.CommandLine.Option;

/** What measurements over HTTP can be told besides. */
final class HttpOptions {
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

  int connections() {
    return connections;
  }

  /** The same for every server. */
  List<String> jvm() {
    return List.of("-Xmx" + heap);
  }
}
