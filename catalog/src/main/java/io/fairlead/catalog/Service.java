package io.fairlead.catalog;

import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.catalog.policy.VersionedPolicy;

/**
 * A Cloud Map service, and what Service Connect adds to it.
 *
 * @param id {@code srv-} and 16 lower-case alphanumerics, see {@link ResourceIds}
 * @param namespaceId the namespace that it belongs to
 * @param name the service name; for Service Connect the discovery name
 * @param description empty when none was given
 * @param dnsConfig null when nothing is published in DNS
 * @param healthCheckConfig null when the registry does not check
 * @param healthCheckCustomConfig null when no status is pushed
 * @param serviceConnect how proxies reach it; null for a service made by the API alone
 * @param createdAtMillis milliseconds since the epoch
 * @param creatorRequestId idempotency token of the creation, null when Fairlead made it itself
 * @param policy what callers' proxies do with its requests; null when nobody said anything
 */
public record Service(
    String id,
    String namespaceId,
    String name,
    String description,
    DnsConfig dnsConfig,
    HealthCheckConfig healthCheckConfig,
    HealthCheckCustomConfig healthCheckCustomConfig,
    ServiceConnectService serviceConnect,
    long createdAtMillis,
    String creatorRequestId,
    VersionedPolicy policy) {

  /** One without a traffic policy. */
  public Service(
      String id,
      String namespaceId,
      String name,
      String description,
      DnsConfig dnsConfig,
      HealthCheckConfig healthCheckConfig,
      HealthCheckCustomConfig healthCheckCustomConfig,
      ServiceConnectService serviceConnect,
      long createdAtMillis,
      String creatorRequestId) {
    this(
        id,
        namespaceId,
        name,
        description,
        dnsConfig,
        healthCheckConfig,
        healthCheckCustomConfig,
        serviceConnect,
        createdAtMillis,
        creatorRequestId,
        null);
  }

  /** What is said about its traffic; never null. */
  public TrafficPolicy trafficPolicy() {
    return policy == null ? TrafficPolicy.NONE : policy.trafficPolicy();
  }

  /** The version of its traffic policy; 0 when nobody ever said anything. */
  public long policyVersion() {
    return policy == null ? 0 : policy.version();
  }

  /**
   * The same service with another traffic policy.
   *
   * @param changed null for none
   */
  public Service withPolicy(VersionedPolicy changed) {
    return new Service(
        id,
        namespaceId,
        name,
        description,
        dnsConfig,
        healthCheckConfig,
        healthCheckCustomConfig,
        serviceConnect,
        createdAtMillis,
        creatorRequestId,
        changed);
  }

  /** Whether anything judges the health of its instances; otherwise their status is UNKNOWN. */
  public boolean isHealthChecked() {
    return healthCheckConfig != null || healthCheckCustomConfig != null || serviceConnect != null;
  }

  /** The same service reached by proxies in another way. */
  public Service withServiceConnect(ServiceConnectService changed) {
    return new Service(
        id,
        namespaceId,
        name,
        description,
        dnsConfig,
        healthCheckConfig,
        healthCheckCustomConfig,
        changed,
        createdAtMillis,
        creatorRequestId,
        policy);
  }
}
