package io.fairlead.registry.api;

import static io.fairlead.catalog.InstanceAttributes.ALIAS_DNS_NAME;
import static io.fairlead.catalog.InstanceAttributes.CNAME;
import static io.fairlead.catalog.InstanceAttributes.EC2_INSTANCE_ID;
import static io.fairlead.catalog.InstanceAttributes.INIT_HEALTH_STATUS;
import static io.fairlead.catalog.InstanceAttributes.IPV4;
import static io.fairlead.catalog.InstanceAttributes.IPV6;
import static io.fairlead.catalog.InstanceAttributes.PORT;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Instance;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import io.fairlead.registry.health.HealthTarget;
import java.util.Map;
import java.util.Set;

/**
 * What an instance must say because of its service (Cloud Map API reference, {@code
 * RegisterInstance}, {@code Attributes}). Everything fails with InvalidInput.
 */
final class InstanceRules {
  private static final String INSTANCE_PREFIX = "AWS_INSTANCE_";

  private InstanceRules() {}

  /** Judges the attributes of an instance-to-be of a service. */
  static void check(Service service, NamespaceType type, Map<String, String> attributes) {
    var keys = attributes.keySet();
    if (keys.contains(EC2_INSTANCE_ID)) {
      checkEc2(type, keys);
    } else if (keys.contains(ALIAS_DNS_NAME)) {
      checkAlias(service.dnsConfig(), keys);
    } else {
      checkAddresses(service, keys);
    }
  }

  /**
   * The status that a registration begins with: a known instance keeps what is known of it, unless
   * the registration says otherwise.
   *
   * @param known the instance that is replaced, null when it is new
   */
  static HealthStatus status(Service service, Map<String, String> attributes, Instance known) {
    if (service.healthCheckCustomConfig() != null) {
      String initial = attributes.get(INIT_HEALTH_STATUS);
      if (initial != null) {
        return HealthStatus.valueOf(initial);
      }
      return known == null ? HealthStatus.HEALTHY : known.healthStatus();
    }
    if (service.healthCheckConfig() != null) {
      return checkedStatus(service, attributes, known);
    }
    if (!service.isHealthChecked()) {
      return HealthStatus.UNKNOWN;
    }
    return known == null ? initial(attributes, HealthStatus.UNKNOWN) : known.healthStatus();
  }

  /** Beyond AWS, which looks at the attribute only where health is pushed. */
  private static HealthStatus initial(Map<String, String> attributes, HealthStatus fallback) {
    String told = attributes.get(INIT_HEALTH_STATUS);
    return told == null ? fallback : HealthStatus.valueOf(told);
  }

  /**
   * No traffic before the first good check, at a new place neither, unless told; AWS starts
   * HEALTHY.
   */
  private static HealthStatus checkedStatus(
      Service service, Map<String, String> attributes, Instance known) {
    var target = HealthTarget.of(service, "", attributes);
    if (target.isEmpty()) {
      return initial(attributes, HealthStatus.UNKNOWN);
    }
    boolean sameTarget =
        known != null && target.equals(HealthTarget.of(service, "", known.attributes()));
    return sameTarget ? known.healthStatus() : initial(attributes, HealthStatus.UNHEALTHY);
  }

  private static void checkEc2(NamespaceType type, Set<String> keys) {
    demand(
        type == NamespaceType.HTTP,
        EC2_INSTANCE_ID + " is given in a DNS namespace (expected: only in HTTP namespaces)");
    demand(
        Set.of(EC2_INSTANCE_ID, INIT_HEALTH_STATUS).containsAll(keys),
        EC2_INSTANCE_ID
            + " stands beside other attributes (expected: only "
            + INIT_HEALTH_STATUS
            + ")");
  }

  private static void checkAlias(DnsConfig dns, Set<String> keys) {
    demand(
        dns != null
            && dns.routingPolicy() == RoutingPolicy.WEIGHTED
            && (has(dns, RecordType.A) || has(dns, RecordType.AAAA)),
        ALIAS_DNS_NAME + " needs a service with an A or AAAA record and routing policy WEIGHTED");
    demand(
        keys.stream().noneMatch(key -> key.startsWith(INSTANCE_PREFIX)),
        ALIAS_DNS_NAME + " stands beside " + INSTANCE_PREFIX + "... (expected: none of these)");
  }

  private static void checkAddresses(Service service, Set<String> keys) {
    var dns = service.dnsConfig();
    boolean anyAddress = keys.contains(IPV4) || keys.contains(IPV6);
    if (has(dns, RecordType.A) && has(dns, RecordType.AAAA)) {
      demand(anyAddress, IPV4 + " or " + IPV6 + " is missing (the service has A and AAAA records)");
    } else if (has(dns, RecordType.A)) {
      demandKey(keys, IPV4, "the service has an A record");
    } else if (has(dns, RecordType.AAAA)) {
      demandKey(keys, IPV6, "the service has an AAAA record");
    } else if (has(dns, RecordType.CNAME)) {
      demandKey(keys, CNAME, "the service has a CNAME record");
    } else if (has(dns, RecordType.SRV)) {
      demand(anyAddress, IPV4 + " or " + IPV6 + " is missing (the service has an SRV record)");
      demandKey(keys, PORT, "the service has an SRV record");
    }
    if (service.healthCheckConfig() != null) {
      demandKey(keys, PORT, "the service has a HealthCheckConfig");
    }
  }

  private static boolean has(DnsConfig dns, RecordType type) {
    return dns != null && dns.record(type).isPresent();
  }

  private static void demandKey(Set<String> keys, String key, String reason) {
    demand(keys.contains(key), "Attribute " + key + " is missing (" + reason + ")");
  }

  private static void demand(boolean holds, String message) {
    if (!holds) {
      throw new InvalidInput(message);
    }
  }
}
