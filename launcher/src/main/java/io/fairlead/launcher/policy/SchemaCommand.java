package io.fairlead.launcher.policy;

import io.fairlead.catalog.policy.PolicySchema;
import io.fairlead.launcher.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code fairlead policy schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema (draft 2020-12) of a trafficPolicy.")
final class SchemaCommand implements Callable<Integer> {
  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.text(PolicySchema.text());
    return 0;
  }
}
