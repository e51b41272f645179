package io.fairlead.catalog.bus;

import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.ServiceConnectService;
import java.util.Map;

/**
 * A sidecar's registration of its task for one service. Makes the namespace and the service when
 * they do not exist; an instance of the same id is replaced.
 *
 * @param namespace the namespace's name
 * @param service how callers reach it
 * @param instanceId at most 64 characters, the same after a restart of the sidecar
 * @param attributes see {@code InstanceAttributes}
 * @param healthStatus of the application now
 * @param leaseMillis how long it lives unless renewed; the registry may grant less
 */
public record Registration(
    String namespace,
    ServiceConnectService service,
    String instanceId,
    Map<String, String> attributes,
    HealthStatus healthStatus,
    long leaseMillis) {

  public Registration {
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** Who holds the lease that this asks for. */
  public LeaseHolder holder() {
    return new LeaseHolder(namespace, service.discoveryName(), instanceId);
  }
}
