package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;

/** Is told what became of requests; any event loop. */
public interface RequestObserver {
  /**
   * A request is over.
   *
   * @param nanos from its head to the last byte of its response
   */
  void ended(Exchange exchange, Exchange.Outcome outcome, long nanos);

  /** This sidecar answers with a failure of its own. */
  void failed(Exchange exchange, ProxyFailure failure);
}
