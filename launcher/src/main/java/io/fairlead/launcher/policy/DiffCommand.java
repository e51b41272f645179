package io.fairlead.launcher.policy;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead policy diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Shows what applying a file would change: - what goes, + what comes.",
    footer =
        "Exit code: 0 when all are equal, 1 when any differs, 2 for a wrong file or no registry.")
final class DiffCommand implements Callable<Integer> {
  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final int UNKNOWN = 2;

  private final Console console;

  @Mixin private ApiOption registry;

  @Option(
      names = "--service",
      paramLabel = "SERVICE.NAMESPACE",
      description = "Whose the policy is, when the file does not say.")
  private String service;

  @Parameters(paramLabel = "FILE", description = "What to compare with.")
  private Path file;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int worst = EQUAL;
    for (var wanted : NamedPolicy.read(file, service)) {
      int code =
          RegistryStep.run(
              console,
              "the policy of " + wanted.service() + " cannot be read",
              UNKNOWN,
              () -> compare(wanted));
      worst = Math.max(worst, code);
    }
    return worst;
  }

  private int compare(NamedPolicy wanted) throws IOException {
    var held = registry.api().get(wanted.service());
    var lines = PolicyDiff.lines(held.document(), wanted.document());
    if (lines.isEmpty()) {
      return EQUAL;
    }
    console.line(
        console.paint(
            Tone.STRONG, wanted.service() + " version " + held.version() + " and " + file));
    lines.forEach(
        line -> console.line(console.paint(line.startsWith("-") ? Tone.BAD : Tone.GOOD, line)));
    return DIFFERENT;
  }
}
