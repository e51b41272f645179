package io.fairlead.launcher.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead policy get}. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Shows the trafficPolicy of a service.",
    footer = "Exit code: 0 when there is one or none, 1 when the registry cannot tell.")
final class GetCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ApiOption registry;

  @Option(
      names = "--json",
      description =
          "Print one JSON object with service, version and trafficPolicy, as apply reads.")
  private boolean json;

  @Parameters(paramLabel = "SERVICE.NAMESPACE", description = "Whose.")
  private String service;

  GetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var name = ServiceName.parse(service);
    return RegistryStep.run(
        console,
        "the policy of " + name + " cannot be read",
        1,
        () -> {
          show(name, registry.api().get(name));
          return 0;
        });
  }

  private void show(ServiceName name, PolicyApi.Held held) {
    if (json) {
      var object =
          JsonNodeFactory.instance
              .objectNode()
              .put("service", name.toString())
              .put("version", held.version());
      object.set("trafficPolicy", held.document());
      console.line(object.toPrettyString());
    } else if (held.document().isEmpty()) {
      console.line(name + " has no trafficPolicy.");
    } else {
      console.line(console.paint(Tone.QUIET, name + " version " + held.version()));
      console.line(held.document().toPrettyString());
    }
  }
}
