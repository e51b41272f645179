package io.fairlead.registry.api;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.HealthCheckConfig;
import io.fairlead.catalog.HealthCheckCustomConfig;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.catalog.Service;
import io.fairlead.registry.catalog.CatalogException.InvalidInput;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a service may be, beyond what one member alone can break (Cloud Map API reference, {@code
 * DnsConfig}, {@code HealthCheckConfig}, {@code CreateService}). Everything fails with
 * InvalidInput.
 */
final class ServiceRules {
  /** A DNS name's longest text (RFC 1035 §2.3.4, without the final dot). */
  private static final int DNS_NAME_MAX = 253;

  private static final Set<Set<RecordType>> LEGAL_RECORDS =
      Set.of(
          Set.of(RecordType.A),
          Set.of(RecordType.AAAA),
          Set.of(RecordType.A, RecordType.AAAA),
          Set.of(RecordType.SRV),
          Set.of(RecordType.CNAME));

  private static final String NO_DNS =
      "When you specify an HTTP service, you can't include a DnsConfig element.";

  private ServiceRules() {}

  /** The namespace id that a request names in one of two places, or in both alike. */
  static String namespaceId(Input in, Arns arns) {
    String own = in.text("NamespaceId");
    String nested = in.structure("DnsConfig").map(dns -> dns.text("NamespaceId")).orElse(null);
    if (own == null && nested == null) {
      throw new InvalidInput("NamespaceId is missing (expected: a namespace's id or ARN)");
    }
    String chosen = arns.namespaceId(own == null ? nested : own);
    if (own != null && nested != null && !chosen.equals(arns.namespaceId(nested))) {
      throw new InvalidInput(
          "NamespaceId %s and DnsConfig.NamespaceId %s differ (expected: the same, or one of them)"
              .formatted(own, nested));
    }
    return chosen;
  }

  /** What is published in DNS; null when the request has no DnsConfig. */
  static DnsConfig dnsConfig(Input in) {
    return in.structure("DnsConfig").map(ServiceRules::readDnsConfig).orElse(null);
  }

  /** The records of a DnsConfig, as many and whatever they are. */
  static List<DnsRecord> dnsRecords(Input dns) {
    return dns.structures("DnsRecords").stream()
        .map(r -> new DnsRecord(RecordType.valueOf(r.text("Type")), r.whole("TTL", 0)))
        .toList();
  }

  /** The check that the registry makes; null when the request has none. */
  static HealthCheckConfig healthCheckConfig(Input in) {
    return in.structure("HealthCheckConfig").map(ServiceRules::readHealthCheck).orElse(null);
  }

  /** The mark of pushed health; null when the request has none. */
  static HealthCheckCustomConfig healthCheckCustomConfig(Input in) {
    return in.structure("HealthCheckCustomConfig")
        .map(custom -> new HealthCheckCustomConfig((int) custom.whole("FailureThreshold", 1)))
        .orElse(null);
  }

  /**
   * Judges a whole service.
   *
   * @param apiOnly whether the request's type is HTTP
   */
  static void check(Service service, Namespace namespace, boolean apiOnly) {
    checkDns(service, namespace, apiOnly);
    checkHealth(service, namespace);
  }

  /** Only services of DNS namespaces publish anything. */
  static void demandDns(Namespace namespace) {
    demand(namespace.type().isDns(), NO_DNS);
  }

  private static void checkDns(Service service, Namespace namespace, boolean apiOnly) {
    if (service.dnsConfig() == null) {
      return;
    }
    demand(!apiOnly, NO_DNS);
    demandDns(namespace);
    String dnsName = service.name() + "." + namespace.name();
    demand(
        dnsName.length() <= DNS_NAME_MAX,
        "DNS name %s has %d characters (expected: at most %d)"
            .formatted(dnsName, dnsName.length(), DNS_NAME_MAX));
  }

  private static void checkHealth(Service service, Namespace namespace) {
    if (service.healthCheckConfig() == null) {
      return;
    }
    demand(
        service.healthCheckCustomConfig() == null,
        "HealthCheckConfig and HealthCheckCustomConfig are both given (expected: at most one)");
    demand(
        namespace.type() != NamespaceType.DNS_PRIVATE,
        "HealthCheckConfig is given for a service in a private DNS namespace (expected:"
            + " HealthCheckCustomConfig there)");
    demand(
        service.dnsConfig() == null || service.dnsConfig().record(RecordType.CNAME).isEmpty(),
        "HealthCheckConfig is given for a service with a CNAME record (expected: none)");
  }

  private static DnsConfig readDnsConfig(Input dns) {
    var records = dnsRecords(dns);
    var types = checkedTypes(records);
    boolean isCname = types.contains(RecordType.CNAME);
    // AWS states no default; a name can have only one CNAME, so only WEIGHTED is possible there.
    var fallback = isCname ? RoutingPolicy.WEIGHTED : RoutingPolicy.MULTIVALUE;
    var policy = RoutingPolicy.valueOf(dns.text("RoutingPolicy", fallback.name()));
    demand(
        !isCname || policy == RoutingPolicy.WEIGHTED,
        "RoutingPolicy is MULTIVALUE for a CNAME record (expected: WEIGHTED)");
    return new DnsConfig(policy, records);
  }

  private static Set<RecordType> checkedTypes(List<DnsRecord> records) {
    var types = records.stream().map(DnsRecord::type).collect(Collectors.toSet());
    demand(
        types.size() == records.size() && LEGAL_RECORDS.contains(types),
        "DnsRecords has the types %s (expected: A, AAAA, A and AAAA, SRV, or CNAME)"
            .formatted(records.stream().limit(10).map(DnsRecord::type).toList()));
    return types;
  }

  private static HealthCheckConfig readHealthCheck(Input check) {
    var type = HealthCheckConfig.Type.valueOf(check.text("Type"));
    String path = check.text("ResourcePath");
    int threshold = (int) check.whole("FailureThreshold", 1);
    if (type == HealthCheckConfig.Type.TCP) {
      demand(path == null, "ResourcePath is given for a TCP health check (expected: none)");
      return new HealthCheckConfig(type, null, threshold);
    }
    return new HealthCheckConfig(type, path == null || path.isEmpty() ? "/" : path, threshold);
  }

  private static void demand(boolean holds, String message) {
    if (!holds) {
      throw new InvalidInput(message);
    }
  }
}
