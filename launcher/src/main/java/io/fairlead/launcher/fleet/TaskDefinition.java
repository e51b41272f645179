package io.fairlead.launcher.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What a task runs: each container definition becomes a process.
 *
 * @param family null when not given
 * @param containerDefinitions none for a task that is a sidecar alone
 */
public record TaskDefinition(String family, List<ContainerDefinition> containerDefinitions) {
  public TaskDefinition {
    containerDefinitions = List.copyOf(containerDefinitions);
  }

  /** The container that has the port mapping of this name. */
  public Optional<ContainerDefinition> containerOf(String portName) {
    return containerDefinitions.stream().filter(c -> c.port(portName).isPresent()).findFirst();
  }

  /** The port mapping of this name. */
  public Optional<PortMapping> port(String portName) {
    return containerOf(portName).flatMap(container -> container.port(portName));
  }
}
