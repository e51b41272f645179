package io.fairlead.registry.catalog;

/**
 * The last touch of an instance: that it was put, changed or removed.
 *
 * @param at the service's revision that this made
 * @param by the node that made it, see {@link Moment#node}
 */
public record Stamp(long at, String by) {}
