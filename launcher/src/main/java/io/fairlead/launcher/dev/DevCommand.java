package io.fairlead.launcher.dev;

import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.process.Leaving;
import io.fairlead.node.Node;
import io.fairlead.node.RunningNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fairlead dev}. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Registry, DNS and a sidecar's egress in one process, until Ctrl-C. Applications register by"
          + " the Cloud Map API and call each other by name through the egress."
    })
public final class DevCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the catalog in this folder; without it, it is forgotten.")
  private Path folder;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description = "Cloud Map API; 0 picks a free one.",
      defaultValue = "7070")
  private int apiPort;

  @Option(
      names = "--dns-port",
      paramLabel = "PORT",
      description = "DNS, UDP and TCP; 0 picks a free one.",
      defaultValue = "5300")
  private int dnsPort;

  @Option(
      names = "--egress-port",
      paramLabel = "PORT",
      description = "HTTP proxy that routes by name; 0 picks a free one.",
      defaultValue = "15001")
  private int egressPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Readiness, metrics, routes; 0 picks a free one.",
      defaultValue = "7072")
  private int managementPort;

  /** The command for this console. */
  public DevCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var node = start();
    var leaving =
        Leaving.by(
            () -> {
              console.line("Stopping ...");
              node.stop().toCompletionStage().toCompletableFuture().join();
            });
    new DevView(console, node, folder).show();
    leaving.standStill();
    return 0;
  }

  private RunningNode start() {
    var process =
        new DevProcess(new DevPorts(apiPort, dnsPort, egressPort, managementPort), folder);
    var arguments = List.of("--management.port=" + managementPort);
    try {
      return Node.start(process, arguments, Map.of())
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
