package io.fairlead.proxy.retry;

import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.circuit.CircuitObserver;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;

/**
 * Whether a service bears one more attempt: its budget, and how many may be under way.
 *
 * @param circuits how many are
 * @param refusals is told of those too many under way
 * @param observer is told of attempts, and of those that the budget forbids
 */
record Allowance(PerService<Circuit> circuits, CircuitObserver refusals, RetryObserver observer) {

  /** Takes one more attempt for the exchange; false when there is to be none. */
  boolean take(Exchange exchange, ServiceRetries retries, long nowNanos) {
    if (!retries.budget().tryWithdraw(nowNanos)) {
      observer.budgetExhausted(exchange);
      return false;
    }
    if (!hasRoom(exchange)) {
      return false;
    }
    observer.retried(exchange);
    return true;
  }

  /** A request that is being retried stays so until its end. */
  private boolean hasRoom(Exchange exchange) {
    var route = exchange.route();
    if (route.policy().circuitBreaking() == null || exchange.attempts() > 1) {
      return true;
    }
    var circuit = circuits.of(route);
    if (!circuit.enterRetry()) {
      refusals.refused(exchange, ProxyFailure.Overflow.Limit.RETRIES);
      return false;
    }
    exchange.onEnd((ended, outcome) -> circuit.leaveRetry());
    return true;
  }
}
