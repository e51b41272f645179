package io.fairlead.registry.catalog;

/**
 * When and where a change is made.
 *
 * @param micros the time there, in microseconds since the epoch
 * @param node the registry node that makes it: its cluster address, the same after a restart
 */
public record Moment(long micros, String node) {}
