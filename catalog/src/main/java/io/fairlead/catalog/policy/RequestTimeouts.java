package io.fairlead.catalog.policy;

/**
 * How long requests may take, in milliseconds, 0 to 86,400,000; 0 means no limit, null the default.
 *
 * @param requestMillis all attempts together
 * @param perTryMillis one attempt; null means ECS's {@code perRequestTimeoutSeconds}, or 15 s
 * @param idleMillis silence; null means ECS's {@code idleTimeoutSeconds}, or 300 s
 * @param streamMillis an exchange from its begin to its end, its body included
 */
public record RequestTimeouts(
    Integer requestMillis, Integer perTryMillis, Integer idleMillis, Integer streamMillis) {}
