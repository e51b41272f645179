package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;

/** Keeps another attempt away from the endpoints that a request was sent to before; pure. */
final class Untried {
  private Untried() {}

  /**
   * Those that were not tried.
   *
   * @param near where they are looked for first
   * @param all where they are looked for then
   * @return {@code near} when all were tried
   */
  static List<RouteEndpoint> of(
      Exchange exchange, List<RouteEndpoint> near, List<RouteEndpoint> all) {
    var left = untried(exchange, near);
    if (left.isEmpty()) {
      left = untried(exchange, all);
    }
    return left.isEmpty() ? near : left;
  }

  private static List<RouteEndpoint> untried(Exchange exchange, List<RouteEndpoint> endpoints) {
    return endpoints.stream().filter(e -> !wasTried(exchange, e)).toList();
  }

  private static boolean wasTried(Exchange exchange, RouteEndpoint endpoint) {
    for (var tried : exchange.tried()) {
      if (tried.instanceId().equals(endpoint.instanceId())) {
        return true;
      }
    }
    return false;
  }
}
