package io.fairlead.catalog.policy;

import java.util.Map;

/**
 * A part of a split.
 *
 * @param weight its share beside the others', 0 to 1,000,000; null means 1
 * @param service {@code service.namespace}, or a service of the same namespace; null means the
 *     policy's own
 * @param subset only endpoints whose instance has all these attributes; null or empty means all
 */
public record Destination(Integer weight, String service, Map<String, String> subset) {}
