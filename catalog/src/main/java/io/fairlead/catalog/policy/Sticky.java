package io.fairlead.catalog.policy;

/**
 * A cookie that keeps a caller in its part of a split.
 *
 * @param cookie its name
 * @param seconds how long it is kept, 1 to 31,536,000; null means until the browser ends
 */
public record Sticky(String cookie, Integer seconds) {}
