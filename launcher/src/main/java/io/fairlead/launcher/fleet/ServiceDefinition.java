package io.fairlead.launcher.fleet;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.util.Objects;

/**
 * An ECS service: a task definition and how many tasks of it are wanted.
 *
 * @param serviceName unique in the fleet
 * @param desiredCount 0 or more
 * @param taskDefinition what each task runs
 * @param serviceConnectConfiguration null when the tasks have no sidecar
 * @param trafficPolicy of every service that they offer, validated; null when the file has none
 * @param deployment how its tasks are replaced while it runs
 */
public record ServiceDefinition(
    String serviceName,
    int desiredCount,
    TaskDefinition taskDefinition,
    ServiceConnectConfiguration serviceConnectConfiguration,
    TrafficPolicy trafficPolicy,
    DeploymentConfiguration deployment) {

  /** A service that is replaced as ECS replaces one that says nothing about it. */
  public ServiceDefinition(
      String serviceName,
      int desiredCount,
      TaskDefinition taskDefinition,
      ServiceConnectConfiguration serviceConnectConfiguration,
      TrafficPolicy trafficPolicy) {
    this(
        serviceName,
        desiredCount,
        taskDefinition,
        serviceConnectConfiguration,
        trafficPolicy,
        DeploymentConfiguration.DEFAULT);
  }

  /** The same service with another number of tasks. */
  public ServiceDefinition scaledTo(int count) {
    return new ServiceDefinition(
        serviceName, count, taskDefinition, serviceConnectConfiguration, trafficPolicy, deployment);
  }

  /** The same service, with ECS's room for new tasks beside the old. */
  public ServiceDefinition withRoomToReplace() {
    return new ServiceDefinition(
        serviceName,
        desiredCount,
        taskDefinition,
        serviceConnectConfiguration,
        trafficPolicy,
        DeploymentConfiguration.DEFAULT);
  }

  /** Whether tasks of the two are alike, so that none has to be replaced. */
  public boolean isSameRevision(ServiceDefinition other) {
    return taskDefinition.equals(other.taskDefinition)
        && Objects.equals(serviceConnectConfiguration, other.serviceConnectConfiguration);
  }

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
