package io.fairlead.registry.api;

/**
 * Which instances DiscoverInstances returns (Cloud Map {@code HealthStatusFilter}). Without a
 * health check on the service every instance is returned.
 */
public enum DiscoverHealth {
  /** Those that serve; the default, as in AWS's developer guide (its API page names none). */
  HEALTHY,
  /** Those that do not. */
  UNHEALTHY,
  /** Every one. */
  ALL,
  /** Those that serve, or every one when none does: failing open. */
  HEALTHY_OR_ELSE_ALL
}
