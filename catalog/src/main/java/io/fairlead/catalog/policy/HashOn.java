package io.fairlead.catalog.policy;

/**
 * What of a request is hashed; one of the three. A request that lacks it goes anywhere.
 *
 * @param header a header's name
 * @param cookie a cookie's name
 * @param source true: the caller's address
 */
public record HashOn(String header, String cookie, Boolean source) {}
