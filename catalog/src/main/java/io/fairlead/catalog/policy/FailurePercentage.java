package io.fairlead.catalog.policy;

/**
 * Ejects endpoints too many of whose answers are failures.
 *
 * @param threshold percent, 1 to 100; null means 85
 * @param minimumEndpoints a service with fewer is not judged; null means 5
 * @param minimumRequests an endpoint with fewer in the interval is not judged; null means 50
 */
public record FailurePercentage(
    Integer threshold, Integer minimumEndpoints, Integer minimumRequests) {}
