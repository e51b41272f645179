package io.fairlead.catalog.policy;

import java.util.List;

/**
 * Which requests: all of what is said must hold; what is null is not asked.
 *
 * @param path the path without its query, as it was sent
 * @param headers all of them, at most 16
 * @param query all of them, at most 16; names and values as they are when decoded
 * @param methods one of them, at most 16
 * @param callers one of them: a caller's identity, or its service as {@code service.namespace}; a
 *     proxy that cannot tell who calls leaves the rule out
 */
public record Match(
    TextMatch path,
    List<NamedMatch> headers,
    List<NamedMatch> query,
    List<String> methods,
    List<String> callers) {}
