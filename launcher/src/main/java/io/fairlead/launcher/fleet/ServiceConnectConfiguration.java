package io.fairlead.launcher.fleet;

import io.fairlead.catalog.ServiceConnectService;
import java.util.List;

/**
 * How the tasks of a service take part in Service Connect (ECS {@code
 * ServiceConnectConfiguration}).
 *
 * @param namespace the namespace's name
 * @param services what the tasks offer; none for a service that only calls others
 */
public record ServiceConnectConfiguration(String namespace, List<ServiceConnectService> services) {
  public ServiceConnectConfiguration {
    services = List.copyOf(services);
  }
}
