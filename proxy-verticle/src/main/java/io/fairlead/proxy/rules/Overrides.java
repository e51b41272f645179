package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.RequestTimeouts;
import io.fairlead.catalog.policy.Retries;
import io.fairlead.catalog.policy.TrafficPolicy;
import io.fairlead.proxy.exchange.Route;

/**
 * What a rule says in place of the policy of the service where it sends its requests.
 *
 * @param timeouts null for none
 * @param retries null for none
 */
record Overrides(RequestTimeouts timeouts, Retries retries) {
  Route on(Route route) {
    if (timeouts == null && retries == null) {
      return route;
    }
    var policy = route.policy();
    return route.under(
        route.timeouts().with(timeouts),
        new TrafficPolicy(
            policy.balancing(),
            retries == null ? policy.retries() : withBudgetOf(policy.retries()),
            timeouts == null ? policy.timeouts() : timeouts,
            policy.outlierDetection(),
            policy.circuitBreaking(),
            policy.rateLimit(),
            policy.routes()));
  }

  /** The budget is the service's, whichever rule spends it. */
  private Retries withBudgetOf(Retries service) {
    return new Retries(
        retries.attempts(),
        retries.on(),
        retries.statuses(),
        retries.grpcStatuses(),
        retries.methods(),
        retries.backoffMinMillis(),
        retries.backoffMaxMillis(),
        service == null ? null : service.budgetPercent(),
        service == null ? null : service.budgetPerSecond(),
        retries.bodyBytesMax(),
        retries.hedgeAfterMillis());
  }
}
