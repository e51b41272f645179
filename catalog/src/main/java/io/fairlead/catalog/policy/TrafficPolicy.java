package io.fairlead.catalog.policy;

import java.util.List;

/**
 * All that is said about one service's traffic.
 *
 * @param balancing how an endpoint is chosen
 * @param retries what is tried again
 * @param timeouts how long requests may take; they hold beside those that ECS has
 * @param outlierDetection which endpoints are left alone for a while
 * @param circuitBreaking how much is under way at once
 * @param rateLimit how many requests each proxy lets through
 * @param routes exceptions, the first that matches holds; never null
 */
public record TrafficPolicy(
    Balancing balancing,
    Retries retries,
    RequestTimeouts timeouts,
    OutlierDetection outlierDetection,
    CircuitBreaking circuitBreaking,
    RateLimit rateLimit,
    List<RouteRule> routes) {
  /** Says nothing. */
  public static final TrafficPolicy NONE =
      new TrafficPolicy(null, null, null, null, null, null, null);

  public TrafficPolicy {
    routes = routes == null ? List.of() : List.copyOf(routes);
  }
}
