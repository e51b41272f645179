package io.fairlead.proxy.circuit;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;

/** Is told when a limit of a service's policy refuses something; any event loop. */
public interface CircuitObserver {
  /** A request, or another attempt for it, was one too many. */
  void refused(Exchange exchange, ProxyFailure.Overflow.Limit limit);
}
