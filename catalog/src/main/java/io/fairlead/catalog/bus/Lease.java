package io.fairlead.catalog.bus;

/**
 * A registration that lives until the lease runs out unless it is renewed.
 *
 * @param revision the service's, for logs and propagation measurements
 * @param leaseMillis how long from now
 */
public record Lease(String serviceId, long revision, long leaseMillis) {}
