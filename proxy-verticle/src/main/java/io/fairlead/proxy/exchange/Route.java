package io.fairlead.proxy.exchange;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.catalog.policy.TrafficPolicy;
import java.util.List;
import java.util.Map;

/**
 * Where requests for one service go, at one moment. Policy and addresses only: counters, budgets
 * and ejections live with the stages that own them, by {@link #serviceId}.
 *
 * @param serviceId the same for as long as the service exists
 * @param name {@code service.namespace}, for people and metrics
 * @param protocol what its applications speak
 * @param timeouts the service's own, or the defaults
 * @param endpoints every endpoint that can be connected to
 * @param healthy those of them that the registry calls healthy
 * @param weighted whether their weights differ
 * @param policy what the service says about its traffic
 * @param subset what the attributes of its endpoints have in common; empty for the whole service
 * @param subsets those that were asked for; part of no comparison
 */
public record Route(
    String serviceId,
    String name,
    AppProtocol protocol,
    Timeouts timeouts,
    List<RouteEndpoint> endpoints,
    List<RouteEndpoint> healthy,
    boolean weighted,
    TrafficPolicy policy,
    Map<String, String> subset,
    Subsets subsets) {

  public Route {
    endpoints = List.copyOf(endpoints);
    healthy = List.copyOf(healthy);
    subset = Map.copyOf(subset);
  }

  /** A route of a service that says nothing about its traffic. */
  public static Route of(
      String serviceId,
      String name,
      AppProtocol protocol,
      Timeouts timeouts,
      List<RouteEndpoint> endpoints) {
    return of(serviceId, name, protocol, timeouts, endpoints, TrafficPolicy.NONE);
  }

  /** The same endpoints under other timeouts and another policy. */
  public Route under(Timeouts otherTimeouts, TrafficPolicy otherPolicy) {
    return new Route(
        serviceId,
        name,
        protocol,
        otherTimeouts,
        endpoints,
        healthy,
        weighted,
        otherPolicy,
        subset,
        new Subsets());
  }

  /** A route whose healthy endpoints follow from the endpoints themselves. */
  public static Route of(
      String serviceId,
      String name,
      AppProtocol protocol,
      Timeouts timeouts,
      List<RouteEndpoint> endpoints,
      TrafficPolicy policy) {
    return of(serviceId, name, protocol, timeouts, endpoints, policy, Map.of());
  }

  private static Route of(
      String serviceId,
      String name,
      AppProtocol protocol,
      Timeouts timeouts,
      List<RouteEndpoint> endpoints,
      TrafficPolicy policy,
      Map<String, String> subset) {
    var healthy = endpoints.stream().filter(RouteEndpoint::healthy).toList();
    boolean weighted = endpoints.stream().mapToInt(RouteEndpoint::weight).distinct().count() > 1;
    return new Route(
        serviceId,
        name,
        protocol,
        timeouts,
        endpoints,
        healthy,
        weighted,
        policy,
        subset,
        new Subsets());
  }

  /**
   * The same route to those endpoints only whose attributes hold all of these, perhaps to none;
   * made once and remembered.
   *
   * @param attributes nothing stands for all endpoints
   */
  public Route subset(Map<String, String> attributes) {
    return attributes.isEmpty() ? this : subsets.of(attributes, this::narrowed);
  }

  private Route narrowed(Map<String, String> attributes) {
    var wanted = attributes.entrySet();
    var narrow =
        endpoints.stream().filter(e -> e.attributes().entrySet().containsAll(wanted)).toList();
    return of(serviceId, name, protocol, timeouts, narrow, policy, attributes);
  }
}
