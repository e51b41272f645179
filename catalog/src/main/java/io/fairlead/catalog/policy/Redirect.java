package io.fairlead.catalog.policy;

/**
 * Another place to go; what is null stays as it was asked for.
 *
 * @param status 301, 302, 303, 307 or 308; null means 302
 * @param scheme {@code http} or {@code https}
 * @param host with a port or without
 * @param path the whole path; the query stays
 * @param prefix in place of the prefix that the rule matched
 */
public record Redirect(Integer status, String scheme, String host, String path, String prefix) {}
