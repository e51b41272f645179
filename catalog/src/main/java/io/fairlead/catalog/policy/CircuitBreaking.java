package io.fairlead.catalog.policy;

/**
 * How much of a service's traffic one proxy has under way at once; more is refused with 503, at
 * once. Null means no limit but the proxy's own.
 *
 * @param connectionsMax to each endpoint, 1 or more
 * @param pendingMax requests that wait for a connection, 0 or more
 * @param requestsMax requests under way, 1 or more
 * @param retriesMax retries under way, 0 or more
 * @param adaptive whether requests under way are also limited by what latency shows that the
 *     service bears; null means no
 */
public record CircuitBreaking(
    Integer connectionsMax,
    Integer pendingMax,
    Integer requestsMax,
    Integer retriesMax,
    Boolean adaptive) {}
