package io.fairlead.proxy.retry;

import io.fairlead.proxy.exchange.Exchange;

/** Is told what the retry stage does; any event loop. */
public interface RetryObserver {
  /** Another attempt is going to be made. */
  void retried(Exchange exchange);

  /** Another attempt was allowed but for the budget. */
  void budgetExhausted(Exchange exchange);
}
