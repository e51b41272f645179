package io.fairlead.catalog;

/**
 * A service's timeouts (ECS {@code TimeoutConfiguration}); null means the default, 0 means none.
 *
 * @param idleTimeoutSeconds silence on a connection; default 300 for HTTP, 3600 for TCP
 * @param perRequestTimeoutSeconds one attempt's time; default 15
 */
public record TimeoutConfiguration(Integer idleTimeoutSeconds, Integer perRequestTimeoutSeconds) {}
