package io.fairlead.proxy.exchange;

import java.util.Map;

/**
 * One place that a route leads to.
 *
 * @param instanceId unique within its service
 * @param address what to connect to
 * @param sidecar whether a Fairlead ingress listener is there, whose word about failures is
 *     believed
 * @param healthy what the registry says; outlier detection has its own opinion
 * @param weight its share of the traffic beside the others', 0 or more
 * @param attributes its instance's own, by which subsets are chosen
 */
public record RouteEndpoint(
    String instanceId,
    Address address,
    boolean sidecar,
    boolean healthy,
    int weight,
    Map<String, String> attributes) {

  /** One whose instance has no attributes. */
  public RouteEndpoint(
      String instanceId, Address address, boolean sidecar, boolean healthy, int weight) {
    this(instanceId, address, sidecar, healthy, weight, Map.of());
  }

  /** For messages: the instance and where it is. */
  public String describe() {
    return instanceId + " at " + address;
  }
}
