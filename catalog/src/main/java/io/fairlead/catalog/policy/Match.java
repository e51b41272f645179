package io.fairlead.catalog.policy;

import java.util.List;

/**
 * Which requests: all of what is said must hold; what is null is not asked.
 *
 * @param path the path without its query, as it was sent
 * @param headers all of them
 * @param query all of them
 * @param methods one of them
 * @param callers one of them: a caller's identity, or its service as {@code service.namespace}
 */
public record Match(
    TextMatch path,
    List<NamedMatch> headers,
    List<NamedMatch> query,
    List<String> methods,
    List<String> callers) {}
