package io.fairlead.catalog.policy;

/**
 * A token bucket; a request that finds none gets 429. A service's own is kept by each instance's
 * sidecar, and by each caller's for a service that has an instance without one; a rule's by each
 * caller's sidecar.
 *
 * @param requestsPerSecond how many come in each second, 1 to 1,000,000
 * @param burst how many the bucket holds, 1 to 1,000,000; null means one second's
 * @param perCaller whether each caller, which is an address, has a bucket of its own; null means no
 * @param scope whether the rate is that of each instance or of all together; null means each; a
 *     rule's has none
 */
public record RateLimit(
    Integer requestsPerSecond, Integer burst, Boolean perCaller, LimitScope scope) {}
