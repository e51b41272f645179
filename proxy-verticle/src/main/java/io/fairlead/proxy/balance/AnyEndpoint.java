package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Any, each as likely as its weight says. */
final class AnyEndpoint implements Balancer {
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to below 1
   */
  AnyEndpoint(DoubleSupplier random) {
    this.random = random;
  }

  @Override
  public RouteEndpoint choose(
      List<RouteEndpoint> all,
      List<RouteEndpoint> eligible,
      Weights weights,
      long key,
      long nowNanos) {
    double sum = weights == Weights.EQUAL ? 0 : weights.sum(eligible);
    double place = random.getAsDouble();
    return sum > 0
        ? weights.at(eligible, place * sum)
        : eligible.get((int) (place * eligible.size()));
  }
}
