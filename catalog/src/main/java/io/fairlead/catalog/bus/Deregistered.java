package io.fairlead.catalog.bus;

/**
 * The instance is out of the catalog.
 *
 * @param revision the service's after it, 0 when the instance was unknown
 */
public record Deregistered(long revision) {}
