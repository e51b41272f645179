package io.fairlead.launcher.policy;

import io.fairlead.launcher.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead policy delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Removes the trafficPolicy of a service: its proxies do as by default.",
    footer = "Exit code: 0 when there is none now, 1 when the registry refused.")
final class DeleteCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ApiOption registry;

  @Option(names = "--if-version", paramLabel = "N", description = "Only when it has this version.")
  private Long ifVersion;

  @Parameters(paramLabel = "SERVICE.NAMESPACE", description = "Whose.")
  private String service;

  DeleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var name = ServiceName.parse(service);
    return RegistryStep.run(
        console,
        "the policy of " + name + " is not removed",
        1,
        () -> {
          var held = registry.api().delete(name, ifVersion);
          console.line(name + " has no trafficPolicy, version " + held.version());
          return 0;
        });
  }
}
