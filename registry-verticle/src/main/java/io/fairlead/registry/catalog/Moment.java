package io.fairlead.registry.catalog;

/**
 * When and where a change is made.
 *
 * @param micros the time there, in microseconds since the epoch
 * @param node the life of the registry node that makes it: another name after a restart, and after
 *     its half of a split cluster gave up what it held to join the other one. Under one name it
 *     never makes a change without having seen all earlier ones of that name
 */
public record Moment(long micros, String node) {}
