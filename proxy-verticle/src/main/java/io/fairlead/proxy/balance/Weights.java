package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;

/** How much each endpoint gets beside the others; pure. */
public interface Weights {
  /** All the same. */
  Weights EQUAL = endpoint -> 1;

  /** What their instances say. */
  Weights OWN = RouteEndpoint::weight;

  /** An endpoint's weight, 0 or more. */
  double of(RouteEndpoint endpoint);

  /** Of all these together; 0 when none has any. */
  default double sum(List<RouteEndpoint> endpoints) {
    double sum = 0;
    for (int i = 0; i < endpoints.size(); i++) {
      sum += of(endpoints.get(i));
    }
    return sum;
  }

  /**
   * The endpoint at this place, when they lie side by side, each as long as its weight.
   *
   * @param place from 0 to the sum of all, which is more than 0
   */
  default RouteEndpoint at(List<RouteEndpoint> endpoints, double place) {
    double left = place;
    RouteEndpoint found = null;
    for (int i = 0; i < endpoints.size(); i++) {
      var endpoint = endpoints.get(i);
      double weight = of(endpoint);
      if (weight > 0) {
        found = endpoint;
        if (left < weight) {
          return found;
        }
        left -= weight;
      }
    }
    // Only what was lost by rounding leads here.
    return found;
  }
}
