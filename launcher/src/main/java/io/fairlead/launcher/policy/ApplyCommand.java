package io.fairlead.launcher.policy;

import io.fairlead.launcher.console.Console;
import io.fairlead.node.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead policy apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the policies of a file in the place of those that services have. All of the file is"
          + " checked before anything is changed; proxies obey from their next request on.",
      "A file holds a trafficPolicy, {\"service\": \"backend.demo\", \"trafficPolicy\": {...}}, or a"
          + " list of those."
    },
    footer =
        "Exit code: 0 when all were applied, 1 when the registry refused one, 2 for a wrong file.")
final class ApplyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ApiOption registry;

  @Option(
      names = "--service",
      paramLabel = "SERVICE.NAMESPACE",
      description = "Whose the policy is, when the file does not say.")
  private String service;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description =
          "Only in the place of this version, 0 for none yet; for a file with one service.")
  private Long ifVersion;

  @Option(names = "--dry-run", description = "Check, show what would change, and change nothing.")
  private boolean dryRun;

  @Parameters(paramLabel = "FILE", description = "What to apply.")
  private Path file;

  ApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var policies = NamedPolicy.read(file, service);
    if (ifVersion != null && (policies.size() != 1 || ifVersion < 0)) {
      throw new StartFailure(
          "--if-version " + ifVersion + " (expected: 0 or more, and a file with one service)");
    }
    int worst = 0;
    for (var wanted : policies) {
      int code =
          RegistryStep.run(
              console,
              "the policy of " + wanted.service() + " is not applied",
              1,
              () -> dryRun ? compare(wanted) : apply(wanted));
      worst = Math.max(worst, code);
    }
    return worst;
  }

  private int apply(NamedPolicy wanted) throws IOException {
    var api = registry.api();
    var before = api.get(wanted.service());
    var after = api.put(wanted.service(), wanted.document(), ifVersion);
    console.line(
        after.version() == before.version()
            ? wanted.service() + " has it already, version " + after.version()
            : wanted.service() + " version " + after.version());
    return 0;
  }

  private int compare(NamedPolicy wanted) throws IOException {
    var held = registry.api().get(wanted.service());
    if (ifVersion != null && ifVersion != held.version()) {
      console.error(
          "the policy of %s has version %s by now (expected: %s)"
              .formatted(wanted.service(), held.version(), ifVersion));
      return 1;
    }
    var lines = PolicyDiff.lines(held.document(), wanted.document());
    console.line(
        wanted.service()
            + (lines.isEmpty()
                ? " has it already, version " + held.version()
                : " would get version " + (held.version() + 1)));
    lines.forEach(line -> console.line("  " + line));
    return 0;
  }
}
