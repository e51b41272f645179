package io.fairlead.catalog;

/**
 * A routable address derived from an instance: what DNS answers with and proxies connect to.
 *
 * @param instanceId the instance that it came from
 * @param ipv4 null when the instance has none
 * @param ipv6 null when the instance has none
 * @param cname null unless the service publishes CNAME
 * @param port the application's port, 0 when the instance has none
 * @param ingressPort the sidecar's ingress port, 0 when the instance has no sidecar
 * @param healthStatus UNKNOWN counts as healthy
 */
public record Endpoint(
    String instanceId,
    String ipv4,
    String ipv6,
    String cname,
    int port,
    int ingressPort,
    HealthStatus healthStatus) {

  /** Derives the endpoint; a port that is not a number from 1 to 65535 counts as none. */
  public static Endpoint of(Instance instance) {
    var attributes = instance.attributes();
    return new Endpoint(
        instance.id(),
        attributes.get(InstanceAttributes.IPV4),
        attributes.get(InstanceAttributes.IPV6),
        attributes.get(InstanceAttributes.CNAME),
        port(attributes.get(InstanceAttributes.PORT)),
        port(attributes.get(InstanceAttributes.INGRESS_PORT)),
        instance.healthStatus());
  }

  /** Whether traffic may go there as far as the registry knows. */
  public boolean isHealthy() {
    return healthStatus != HealthStatus.UNHEALTHY;
  }

  /** The address a proxy connects to: IPv4 first; null when the instance has neither. */
  public String host() {
    return ipv4 != null ? ipv4 : ipv6;
  }

  /** The port a proxy connects to: the sidecar's when there is one; 0 when there is none. */
  public int proxyPort() {
    return ingressPort != 0 ? ingressPort : port;
  }

  /** Whether a proxy can connect there at all. */
  public boolean isConnectable() {
    return host() != null && proxyPort() != 0;
  }

  private static int port(String text) {
    if (text == null) {
      return 0;
    }
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port <= 65535 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
