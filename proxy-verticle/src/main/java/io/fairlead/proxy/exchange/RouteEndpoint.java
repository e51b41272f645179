package io.fairlead.proxy.exchange;

/**
 * One place that a route leads to.
 *
 * @param instanceId unique within its service
 * @param address what to connect to
 * @param sidecar whether a Fairlead ingress listener is there, whose word about failures is
 *     believed
 * @param healthy what the registry says; outlier detection has its own opinion
 * @param weight its share of the traffic beside the others', 0 or more
 */
public record RouteEndpoint(
    String instanceId, Address address, boolean sidecar, boolean healthy, int weight) {
  /** For messages: the instance and where it is. */
  public String describe() {
    return instanceId + " at " + address;
  }
}
