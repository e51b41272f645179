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
 * @param weight its share of the traffic beside the others', 0 to {@link #WEIGHT_MAX}; never null:
 *     who tells none means 1. 0 gets traffic only when all others have 0 too
 */
public record Endpoint(
    String instanceId,
    String ipv4,
    String ipv6,
    String cname,
    int port,
    int ingressPort,
    HealthStatus healthStatus,
    Integer weight) {
  /** What an SRV record can carry (RFC 2782). */
  public static final int WEIGHT_MAX = 65_535;

  private static final int PORT_MAX = 65_535;
  private static final int WEIGHT_DEFAULT = 1;

  public Endpoint {
    weight = weight == null ? WEIGHT_DEFAULT : weight;
  }

  /** Derives the endpoint; a port or weight that is no number in its range counts as none. */
  public static Endpoint of(Instance instance) {
    var attributes = instance.attributes();
    return new Endpoint(
        instance.id(),
        attributes.get(InstanceAttributes.IPV4),
        attributes.get(InstanceAttributes.IPV6),
        attributes.get(InstanceAttributes.CNAME),
        number(attributes.get(InstanceAttributes.PORT), 1, PORT_MAX, 0),
        number(attributes.get(InstanceAttributes.INGRESS_PORT), 1, PORT_MAX, 0),
        instance.healthStatus(),
        number(attributes.get(InstanceAttributes.WEIGHT), 0, WEIGHT_MAX, WEIGHT_DEFAULT));
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

  private static int number(String text, int min, int max, int fallback) {
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      return number >= min && number <= max ? number : fallback;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
