package io.fairlead.catalog.policy;

/**
 * How much of a service's traffic one proxy has under way at once; more is refused with 503, at
 * once. Null means no limit but the proxy's own.
 *
 * @param connectionsMax to each endpoint, 1 or more; the proxy's event loops share them out
 * @param pendingMax requests that wait for a connection to an endpoint, 0 or more; shared out, too;
 *     null means 1024
 * @param requestsMax requests under way, 1 or more
 * @param retriesMax requests that are being retried, 0 or more; one more is not, and gets the
 *     answer it has
 * @param adaptive whether requests under way are also limited by what latency shows that the
 *     service bears; null means no
 */
public record CircuitBreaking(
    Integer connectionsMax,
    Integer pendingMax,
    Integer requestsMax,
    Integer retriesMax,
    Boolean adaptive) {}
