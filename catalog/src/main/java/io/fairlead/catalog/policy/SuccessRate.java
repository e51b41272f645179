package io.fairlead.catalog.policy;

/**
 * Ejects endpoints whose rate of success lies far below the mean of all.
 *
 * @param minimumEndpoints fewer are not compared, 2 to 1000; null means 5
 * @param minimumRequests an endpoint with fewer in the interval is not judged; null means 100
 * @param stdevFactorThousandths how many standard deviations below the mean, times 1000; null means
 *     1900
 */
public record SuccessRate(
    Integer minimumEndpoints, Integer minimumRequests, Integer stdevFactorThousandths) {}
