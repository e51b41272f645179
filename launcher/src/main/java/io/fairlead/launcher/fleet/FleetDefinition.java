package io.fairlead.launcher.fleet;

import java.util.List;

/**
 * All services of a fleet, validated.
 *
 * @param services in the order of the file
 */
public record FleetDefinition(List<ServiceDefinition> services) {
  public FleetDefinition {
    services = List.copyOf(services);
  }

  /** Whether any of its services is called by TCP, which says nothing of whom it is for. */
  public boolean hasTcp() {
    return services.stream().anyMatch(ServiceDefinition::offersTcp);
  }

  /** Whether any of its services says something about its traffic. */
  public boolean hasPolicies() {
    return services.stream().anyMatch(service -> service.trafficPolicy() != null);
  }

  /** How many tasks it wants in all. */
  public int taskCount() {
    return services.stream().mapToInt(ServiceDefinition::desiredCount).sum();
  }
}
