package io.fairlead.catalog.bus;

/**
 * Names a leased instance.
 *
 * @param namespace the namespace's name
 */
public record LeaseHolder(String namespace, String discoveryName, String instanceId) {}
