package io.fairlead.registry.health;

import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.InstanceAttributes;
import io.fairlead.catalog.Service;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how an instance is checked.
 *
 * @param serviceId the service's
 * @param instanceId the instance's
 * @param address its IPv4 address, or IPv6 when it has no other
 * @param port 1 to 65535
 * @param check of its service
 */
public record HealthTarget(
    String serviceId, String instanceId, String address, int port, HealthCheckConfig check) {

  /**
   * Of an instance that the registry checks. It does not check one without an address and port of
   * its own (an alias, an EC2 instance), nor one that a sidecar registered: the sidecar checks it,
   * and two judges would contradict each other.
   */
  public static Optional<HealthTarget> of(Service service, Instance instance) {
    return instance.leased() ? Optional.empty() : of(service, instance.id(), instance.attributes());
  }

  /** Of an instance with these attributes, were it registered by the API. */
  public static Optional<HealthTarget> of(
      Service service, String instanceId, Map<String, String> attributes) {
    String address =
        attributes.getOrDefault(InstanceAttributes.IPV4, attributes.get(InstanceAttributes.IPV6));
    String port = attributes.get(InstanceAttributes.PORT);
    if (service.healthCheckConfig() == null
        || address == null
        || port == null
        || attributes.containsKey(InstanceAttributes.ALIAS_DNS_NAME)) {
      return Optional.empty();
    }
    return Optional.of(
        new HealthTarget(
            service.id(),
            instanceId,
            address,
            Integer.parseInt(port),
            service.healthCheckConfig()));
  }

  /** Says who checks it, see {@link HealthShare}; another check of the same instance has it too. */
  String key() {
    return key(serviceId, instanceId);
  }

  static String key(String serviceId, String instanceId) {
    return serviceId + '/' + instanceId;
  }
}
