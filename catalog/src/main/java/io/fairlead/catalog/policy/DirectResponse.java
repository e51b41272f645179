package io.fairlead.catalog.policy;

/**
 * An answer in the proxy's own words.
 *
 * @param status 200 to 599
 * @param body at most 4,096 characters; null means none
 * @param contentType null means {@code text/plain; charset=utf-8}
 */
public record DirectResponse(Integer status, String body, String contentType) {}
