package io.fairlead.launcher.fleet;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.policy.TrafficPolicy;

/**
 * An ECS service: a task definition and how many tasks of it are wanted.
 *
 * @param serviceName unique in the fleet
 * @param desiredCount 0 or more
 * @param taskDefinition what each task runs
 * @param serviceConnectConfiguration null when the tasks have no sidecar
 * @param trafficPolicy of every service that they offer, validated; null when the file has none
 */
public record ServiceDefinition(
    String serviceName,
    int desiredCount,
    TaskDefinition taskDefinition,
    ServiceConnectConfiguration serviceConnectConfiguration,
    TrafficPolicy trafficPolicy) {

  /** Whether others call any of its ports by TCP. */
  boolean offersTcp() {
    return isConnected()
        && serviceConnectConfiguration.services().stream()
            .flatMap(offered -> taskDefinition.port(offered.portName()).stream())
            .anyMatch(port -> port.appProtocol() == AppProtocol.TCP);
  }

  /** Whether its tasks have a sidecar. */
  public boolean isConnected() {
    return serviceConnectConfiguration != null;
  }
}
