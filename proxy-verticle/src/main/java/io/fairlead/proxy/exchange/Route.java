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
 */
public record Route(
    String serviceId,
    String name,
    AppProtocol protocol,
    Timeouts timeouts,
    List<RouteEndpoint> endpoints,
    List<RouteEndpoint> healthy,
    boolean weighted,
    TrafficPolicy policy) {

  public Route {
    endpoints = List.copyOf(endpoints);
    healthy = List.copyOf(healthy);
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

  /**
   * The same service with those endpoints only whose instances have all these attributes; made anew
   * at each call.
   */
  public Route subset(Map<String, String> attributes) {
    var wanted =
        endpoints.stream()
            .filter(e -> e.attributes().entrySet().containsAll(attributes.entrySet()))
            .toList();
    return of(serviceId, name, protocol, timeouts, wanted, policy);
  }

  /** The same endpoints under other timeouts and another policy. */
  public Route under(Timeouts otherTimeouts, TrafficPolicy otherPolicy) {
    return new Route(
        serviceId, name, protocol, otherTimeouts, endpoints, healthy, weighted, otherPolicy);
  }

  /** A route whose healthy endpoints follow from the endpoints themselves. */
  public static Route of(
      String serviceId,
      String name,
      AppProtocol protocol,
      Timeouts timeouts,
      List<RouteEndpoint> endpoints,
      TrafficPolicy policy) {
    var healthy = endpoints.stream().filter(RouteEndpoint::healthy).toList();
    boolean weighted = endpoints.stream().mapToInt(RouteEndpoint::weight).distinct().count() > 1;
    return new Route(serviceId, name, protocol, timeouts, endpoints, healthy, weighted, policy);
  }
}
