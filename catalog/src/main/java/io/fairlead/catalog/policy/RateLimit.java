package io.fairlead.catalog.policy;

/**
 * A token bucket; a request that finds none gets 429.
 *
 * @param requestsPerSecond how many come in each second, 1 to 1,000,000
 * @param burst how many the bucket holds, 1 to 1,000,000; null means one second's
 * @param perCaller whether each caller has a bucket of its own; null means no
 * @param scope null means {@link Scope#LOCAL}
 */
public record RateLimit(Integer requestsPerSecond, Integer burst, Boolean perCaller, Scope scope) {}
