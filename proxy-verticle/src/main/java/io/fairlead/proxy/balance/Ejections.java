package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Route;
import io.fairlead.proxy.exchange.RouteEndpoint;

/** What outlier detection says about endpoints; any thread. */
public interface Ejections {
  /** Nobody is ever ejected: an ingress listener has one endpoint, its own application. */
  Ejections NONE =
      new Ejections() {
        @Override
        public boolean any(Route route, long nowNanos) {
          return false;
        }

        @Override
        public boolean isEjected(Route route, RouteEndpoint endpoint, long nowNanos) {
          return false;
        }
      };

  /** Whether any endpoint of the route is ejected; cheap. */
  boolean any(Route route, long nowNanos);

  /** Whether this endpoint is ejected. */
  boolean isEjected(Route route, RouteEndpoint endpoint, long nowNanos);
}
