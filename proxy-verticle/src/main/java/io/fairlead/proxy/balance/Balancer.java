package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;

/**
 * Spreads the attempts of one service over its endpoints. One per service and process, called from
 * every event loop.
 */
public interface Balancer {
  /**
   * Chooses one.
   *
   * @param eligible never empty; changes in size from call to call
   * @param weighted whether weights differ among the route's endpoints
   */
  RouteEndpoint choose(List<RouteEndpoint> eligible, boolean weighted);
}
