package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;

/**
 * An algorithm that spreads the attempts of one service over its endpoints. One per service and
 * process, called from every event loop.
 */
public interface Balancer {
  /**
   * Chooses one.
   *
   * @param all every endpoint of the route; the same list until the route changes, so that what
   *     follows from it can be kept
   * @param eligible those of them that may be chosen, never empty; changes from call to call
   * @param weights the endpoints' shares beside each other; when all eligible ones have none, all
   *     have the same
   * @param key what the request is known by to those who send the same to the same; any number
   *     otherwise
   * @param nowNanos by the sidecar's clock
   */
  RouteEndpoint choose(
      List<RouteEndpoint> all,
      List<RouteEndpoint> eligible,
      Weights weights,
      long key,
      long nowNanos);
}
