package io.fairlead.launcher.fleet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process of a task.
 *
 * @param name unique in the task
 * @param command {@code entryPoint} and {@code command} together; never empty
 * @param environment variables by name
 * @param portMappings where it listens
 * @param healthCheck null when none was given: then a TCP connect decides
 * @param essential false for a process that may end without being started again
 * @param workingDirectory null for the folder that fairlead was started in
 * @param stopTimeout seconds from SIGTERM to SIGKILL; null for the default
 */
public record ContainerDefinition(
    String name,
    List<String> command,
    Map<String, String> environment,
    List<PortMapping> portMappings,
    HealthCheck healthCheck,
    boolean essential,
    String workingDirectory,
    Integer stopTimeout) {

  public ContainerDefinition {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    portMappings = List.copyOf(portMappings);
  }

  /** The port mapping of this name. */
  public Optional<PortMapping> port(String portName) {
    return portMappings.stream().filter(p -> portName.equals(p.name())).findFirst();
  }
}
