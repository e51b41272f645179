package io.fairlead.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.Map;

/**
 * A routable address derived from an instance: what DNS answers with and proxies connect to.
 *
 * @param instanceId the instance that it came from
 * @param ipv4 null when the instance has none
 * @param ipv6 null when the instance has none
 * @param cname a name that stands for the instance: null unless the service publishes CNAME or the
 *     instance is an alias, which has no address ({@link InstanceAttributes#ALIAS_DNS_NAME})
 * @param port the application's port, 0 when the instance has none
 * @param ingressPort the sidecar's ingress port, 0 when the instance has no sidecar
 * @param healthStatus UNKNOWN counts as healthy
 * @param weight its share of the traffic beside the others', 0 to {@link #WEIGHT_MAX}; never null:
 *     who tells none means 1. 0 gets traffic only when all others have 0 too
 * @param attributes the caller's own, and {@link InstanceAttributes#TLS}; never null, and not sent
 *     when there are none
 */
public record Endpoint(
    String instanceId,
    String ipv4,
    String ipv6,
    String cname,
    int port,
    int ingressPort,
    HealthStatus healthStatus,
    Integer weight,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> attributes) {
  /** What an SRV record can carry (RFC 2782). */
  public static final int WEIGHT_MAX = 65_535;

  private static final int PORT_MAX = 65_535;
  private static final int WEIGHT_DEFAULT = 1;

  public Endpoint {
    weight = weight == null ? WEIGHT_DEFAULT : weight;
    attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
  }

  /** Derives the endpoint; a port or weight that is no number in its range counts as none. */
  public static Endpoint of(Instance instance) {
    var attributes = instance.attributes();
    return new Endpoint(
        instance.id(),
        attributes.get(InstanceAttributes.IPV4),
        attributes.get(InstanceAttributes.IPV6),
        cname(attributes),
        number(attributes.get(InstanceAttributes.PORT), 1, PORT_MAX, 0),
        number(attributes.get(InstanceAttributes.INGRESS_PORT), 1, PORT_MAX, 0),
        instance.healthStatus(),
        number(attributes.get(InstanceAttributes.WEIGHT), 0, WEIGHT_MAX, WEIGHT_DEFAULT),
        custom(attributes));
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

  private static String cname(Map<String, String> attributes) {
    String own = attributes.get(InstanceAttributes.CNAME);
    return own != null ? own : attributes.get(InstanceAttributes.ALIAS_DNS_NAME);
  }

  /** Most instances have none, and share the empty map. */
  private static Map<String, String> custom(Map<String, String> attributes) {
    Map<String, String> custom = null;
    for (var attribute : attributes.entrySet()) {
      if (InstanceAttributes.isOfEndpoints(attribute.getKey())) {
        custom = custom == null ? new HashMap<>() : custom;
        custom.put(attribute.getKey(), attribute.getValue());
      }
    }
    return custom == null ? Map.of() : custom;
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
