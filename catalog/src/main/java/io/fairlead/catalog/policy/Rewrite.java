package io.fairlead.catalog.policy;

/**
 * What the application sees instead of what the caller sent.
 *
 * @param path the whole path; the query stays
 * @param prefix in place of the prefix that the rule matched
 * @param host in place of Host
 */
public record Rewrite(String path, String prefix, String host) {}
