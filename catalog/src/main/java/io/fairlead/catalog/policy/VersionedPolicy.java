package io.fairlead.catalog.policy;

/**
 * A service's policy as the registry keeps it.
 *
 * @param version 1 for the first, one more with each change; names a policy to be replaced
 * @param trafficPolicy never null
 */
public record VersionedPolicy(long version, TrafficPolicy trafficPolicy) {
  /** Of a service for which nobody said anything. */
  public static final VersionedPolicy NONE = new VersionedPolicy(0, TrafficPolicy.NONE);

  public VersionedPolicy {
    trafficPolicy = trafficPolicy == null ? TrafficPolicy.NONE : trafficPolicy;
  }
}
