package io.fairlead.catalog.bus;

/**
 * A service is gone; leaves a tombstone, or a late event would bring it back.
 *
 * @param revision higher than that of any earlier event of the service
 */
public record ServiceRemoved(String serviceId, long revision) {}
