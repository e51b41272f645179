package io.fairlead.benchmarks;

import io.fairlead.benchmarks.report.Report;
import picocli.CommandLine.Option;

/** Where a result goes as JSON. */
final class JsonOption {
  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = Report.STANDARD_OUTPUT,
      paramLabel = "FILE",
      description =
          "write the result to FILE as JSON too; without FILE, print nothing but the JSON")
  private String json;

  /** For {@link Report#publish}. */
  String json() {
    return json;
  }
}
