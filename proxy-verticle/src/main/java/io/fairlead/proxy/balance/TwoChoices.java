package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.RouteEndpoint;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The better of two that are picked at random (Mitzenmacher, "The Power of Two Choices in
 * Randomized Load Balancing", 2001): nearly as even as the best of all, without looking at all, and
 * without all callers rushing to the same one.
 *
 * <p>Endpoints of one weight are picked as two different ones. Where weights differ, both are
 * picked by weight and may be the same: as long as none costs more than another, each has exactly
 * its share.
 */
final class TwoChoices implements Balancer {
  /** What choosing an endpoint costs; the first of two wins when it is the same. */
  interface Cost {
    /**
     * The cost of one more request.
     *
     * @param relativeWeight the endpoint's weight beside the mean of all eligible ones
     */
    double of(RouteEndpoint endpoint, double relativeWeight, long nowNanos);
  }

  private final Cost cost;
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to below 1
   */
  TwoChoices(Cost cost, DoubleSupplier random) {
    this.cost = cost;
    this.random = random;
  }

  @Override
  public RouteEndpoint choose(
      List<RouteEndpoint> all,
      List<RouteEndpoint> eligible,
      Weights weights,
      long key,
      long nowNanos) {
    int size = eligible.size();
    if (size == 1) {
      return eligible.get(0);
    }
    double sum = weights == Weights.EQUAL ? 0 : weights.sum(eligible);
    if (sum > 0) {
      double mean = sum / size;
      var one = weights.at(eligible, random.getAsDouble() * sum);
      var other = weights.at(eligible, random.getAsDouble() * sum);
      return better(one, weights.of(one) / mean, other, weights.of(other) / mean, nowNanos);
    }
    int first = (int) (random.getAsDouble() * size);
    int second = (int) (random.getAsDouble() * (size - 1));
    var other = eligible.get(second < first ? second : second + 1);
    return better(eligible.get(first), 1, other, 1, nowNanos);
  }

  private RouteEndpoint better(
      RouteEndpoint one, double oneWeight, RouteEndpoint other, double otherWeight, long now) {
    return cost.of(other, otherWeight, now) < cost.of(one, oneWeight, now) ? other : one;
  }
}
