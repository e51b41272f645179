package io.fairlead.proxy.outlier;

import io.fairlead.proxy.exchange.Route;

/** Is told when an endpoint is ejected; any event loop. */
public interface EjectionObserver {
  /** An endpoint of the route was ejected. */
  void ejected(Route route);
}
