package io.fairlead.catalog.policy;

import java.util.Map;

/**
 * Who gets a copy.
 *
 * @param service as in {@link Destination}
 * @param subset as in {@link Destination}
 * @param percent of the requests, 0 to 100; null means 100
 */
public record Mirror(String service, Map<String, String> subset, Integer percent) {}
