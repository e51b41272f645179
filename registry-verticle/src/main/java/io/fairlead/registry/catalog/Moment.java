package io.fairlead.registry.catalog;

/**
 * When and where a change is made.
 *
 * @param micros the time there, in microseconds since the epoch
 * @param node the registry node that makes it, another after each start: what a node made just
 *     before it was killed may be on the disks of others only, and must not be taken for seen by it
 */
public record Moment(long micros, String node) {}
