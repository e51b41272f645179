package io.fairlead.proxy.retry;

import io.fairlead.catalog.policy.Retries;

/**
 * What is said and remembered of one service's retries. One per service and process.
 *
 * @param policy the service's own; null when it says nothing
 * @param budget how many there may be
 */
public record ServiceRetries(RetryPolicy policy, RetryBudget budget) {
  /** Of what a service is when it says nothing. */
  public record Defaults(
      RetryPolicy policy, int budgetPercent, int budgetPerSecond, CallersRetries callers) {}

  /**
   * Makes a service's.
   *
   * @param own what it says, null for nothing
   * @param before its own until now, whose count goes on; null for none
   */
  public static ServiceRetries of(Retries own, Defaults defaults, ServiceRetries before) {
    int percent = defaults.budgetPercent;
    int perSecond = defaults.budgetPerSecond;
    if (own != null) {
      percent = RetryPolicy.or(own.budgetPercent(), percent);
      perSecond = RetryPolicy.or(own.budgetPerSecond(), perSecond);
    }
    return new ServiceRetries(
        own == null ? null : defaults.policy.with(own),
        before == null
            ? new RetryBudget(percent, perSecond, defaults.callers)
            : before.budget.with(percent, perSecond));
  }
}
