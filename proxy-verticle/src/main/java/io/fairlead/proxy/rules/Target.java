package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Destination;
import io.fairlead.proxy.exchange.Route;
import java.util.Map;
import java.util.TreeMap;

/**
 * One place that a rule sends requests to. What it makes of a route is remembered until there is
 * another one; any event loop.
 */
final class Target {
  /** Of one part of a split. */
  static final int WEIGHT_MAX = 1_000_000;

  private static final int ATTRIBUTES_MAX = 16;

  private record Narrowed(Route from, Route to) {}

  private final int weight;
  private final String service;
  private final Map<String, String> subset;
  private final Overrides overrides;
  private volatile Narrowed narrowed;

  private Target(int weight, String service, Map<String, String> subset, Overrides overrides) {
    this.weight = weight;
    this.service = service;
    this.subset = subset;
    this.overrides = overrides;
  }

  /** The service itself. */
  static Target own(Overrides overrides) {
    return new Target(1, null, Map.of(), overrides);
  }

  static Target of(Destination destination, Overrides overrides) {
    var subset = destination.subset() == null ? Map.<String, String>of() : destination.subset();
    if (subset.size() > ATTRIBUTES_MAX) {
      throw Checks.wrong(
          "split.subset", subset.size() + " attributes", "at most " + ATTRIBUTES_MAX);
    }
    return new Target(
        Checks.range("split.weight", destination.weight(), 1, 0, WEIGHT_MAX),
        destination.service(),
        Map.copyOf(subset),
        overrides);
  }

  int weight() {
    return weight;
  }

  /** What it is, the same in every version of the policy and every process. */
  String identity() {
    return (service == null ? "" : service) + new TreeMap<>(subset);
  }

  /** For messages. */
  String describe() {
    return (service == null ? "the service itself" : service)
        + (subset.isEmpty() ? "" : " " + new TreeMap<>(subset));
  }

  /** Where a request for a service goes; null when there is no such service. */
  Route route(Route from, Destinations destinations) {
    var to = service == null ? from : destinations.find(from, service);
    return to == null ? null : narrow(to);
  }

  @SuppressWarnings("ReferenceEquality") // equal ones are made again at little cost
  private Route narrow(Route to) {
    var held = narrowed;
    if (held == null || held.from != to) {
      held = new Narrowed(to, overrides.on(subset.isEmpty() ? to : to.subset(subset)));
      narrowed = held;
    }
    return held.to;
  }
}
