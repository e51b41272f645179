package io.fairlead.catalog;

/**
 * Marks a service whose status is pushed by {@code UpdateInstanceCustomHealthStatus}.
 *
 * @param failureThreshold 1 to 10; AWS deprecated it, it is kept and echoed
 */
public record HealthCheckCustomConfig(int failureThreshold) {}
