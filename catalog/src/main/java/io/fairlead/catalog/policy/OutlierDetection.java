package io.fairlead.catalog.policy;

/**
 * When an endpoint gets no requests for a while.
 *
 * @param enabled null means yes
 * @param consecutiveGatewayFailures 502, 503, 504, broken connections and connect failures in a
 *     row, 0 for never; null means 5
 * @param consecutive5xx statuses from 500 on in a row, 0 or null for never
 * @param consecutiveConnectFailures in a row, 0 or null: they only count among gateway failures
 * @param intervalSeconds over how long rates are measured, 1 to 3600; null means 10
 * @param successRate null: success rates are not compared
 * @param failurePercentage null: failures are not counted in percent
 * @param ejectionSeconds the first ejection, the n-th in short order lasts n times as long, 1 to
 *     3600; null means 30
 * @param ejectionMaxSeconds the longest, 1 to 86400; null means 300
 * @param ejectionPercentMax of a service's endpoints at the same time, at least one, 0 to 100; null
 *     means 50
 */
public record OutlierDetection(
    Boolean enabled,
    Integer consecutiveGatewayFailures,
    Integer consecutive5xx,
    Integer consecutiveConnectFailures,
    Integer intervalSeconds,
    SuccessRate successRate,
    FailurePercentage failurePercentage,
    Integer ejectionSeconds,
    Integer ejectionMaxSeconds,
    Integer ejectionPercentMax) {}
