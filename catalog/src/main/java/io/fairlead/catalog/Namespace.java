package io.fairlead.catalog;

/**
 * A Cloud Map namespace.
 *
 * @param id {@code ns-} and 16 lower-case alphanumerics, see {@link ResourceIds}
 * @param name as given; DNS namespaces compare without regard to case
 * @param type HTTP, DNS_PRIVATE or DNS_PUBLIC
 * @param description empty when none was given
 * @param vpc the network of a DNS_PRIVATE namespace, null otherwise
 * @param soaTtlSeconds how long a negative DNS answer may be kept; 0 for HTTP
 * @param createdAtMillis milliseconds since the epoch
 * @param creatorRequestId idempotency token of the creation, null when Fairlead made it itself
 */
public record Namespace(
    String id,
    String name,
    NamespaceType type,
    String description,
    String vpc,
    long soaTtlSeconds,
    long createdAtMillis,
    String creatorRequestId) {}
