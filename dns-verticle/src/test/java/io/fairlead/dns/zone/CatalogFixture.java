package io.fairlead.dns.zone;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.HealthStatus;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.ResourceIds;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.catalog.Service;
import io.fairlead.catalog.ServiceEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A catalog in a few words. */
public final class CatalogFixture {
  public static final long SOA_TTL = 15;
  private static final long CREATED_MILLIS = 1_700_000_000_000L;
  private static final long TTL = 60;
  private static final long REVISION = (CREATED_MILLIS + 5_000) * 1000;
  static final RegistryNames REGISTRY =
      RegistryNames.of("registry.test", List.of("192.0.2.70", "registry-2"));

  private final List<Namespace> namespaces = new ArrayList<>();
  private final List<ServiceEndpoints> services = new ArrayList<>();
  private boolean complete = true;

  /** Adds a private DNS namespace. */
  public CatalogFixture namespace(String name) {
    return namespace(name, NamespaceType.DNS_PRIVATE);
  }

  public CatalogFixture namespace(String name, NamespaceType type) {
    String id = ResourceIds.namespaceId(type, null, name);
    namespaces.add(new Namespace(id, name, type, "", null, SOA_TTL, CREATED_MILLIS, null));
    return this;
  }

  /** Adds a service to the namespace added last. */
  public CatalogFixture service(
      String name, RoutingPolicy policy, List<RecordType> types, Endpoint... endpoints) {
    return service(
        name,
        new DnsConfig(policy, types.stream().map(t -> new DnsRecord(t, TTL)).toList()),
        List.of(endpoints));
  }

  public CatalogFixture service(String name, DnsConfig config, List<Endpoint> endpoints) {
    var namespace = namespaces.get(namespaces.size() - 1);
    String id = ResourceIds.serviceId(namespace.type(), namespace.id(), name);
    var service =
        new Service(id, namespace.id(), name, "", config, null, null, null, CREATED_MILLIS, null);
    long revision = (CREATED_MILLIS + 5_000) * 1000;
    services.add(new ServiceEndpoints(namespace.name(), service, revision, endpoints));
    return this;
  }

  public CatalogFixture incomplete() {
    complete = false;
    return this;
  }

  CatalogZones zones() {
    var zones = new CatalogZones(NameServers.at(List.of("192.0.2.53")), REGISTRY);
    zones.follow(namespaces, services, REVISION, complete);
    return zones;
  }

  public List<Namespace> namespaces() {
    return namespaces;
  }

  public List<ServiceEndpoints> services() {
    return services;
  }

  public static Endpoint ipv4(String id, String address, int port) {
    return new Endpoint(id, address, null, null, port, 0, HealthStatus.UNKNOWN, 1, null);
  }

  public static Endpoint weighted(String id, String address, int port, int weight) {
    return new Endpoint(id, address, null, null, port, 0, HealthStatus.HEALTHY, weight, null);
  }

  public static Endpoint ipv6(String id, String address, int port) {
    return new Endpoint(id, null, address, null, port, 0, HealthStatus.HEALTHY, 1, null);
  }

  public static Endpoint unhealthy(String id, String address, int port) {
    return new Endpoint(id, address, null, null, port, 0, HealthStatus.UNHEALTHY, 1, null);
  }

  public static Endpoint cname(String id, String target) {
    return new Endpoint(id, null, null, target, 0, 0, HealthStatus.HEALTHY, 1, null);
  }

  /** The same endpoint with custom attributes. */
  public static Endpoint with(Endpoint e, Map<String, String> attributes) {
    return new Endpoint(
        e.instanceId(),
        e.ipv4(),
        e.ipv6(),
        e.cname(),
        e.port(),
        e.ingressPort(),
        e.healthStatus(),
        e.weight(),
        attributes);
  }

  /** Instances i-0, i-1 … at 10.0.0.0, 10.0.0.1 … */
  public static Endpoint[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ipv4("i-" + i, "10.0.0." + i, 8080))
        .toArray(Endpoint[]::new);
  }

  public static Endpoint[] concat(Endpoint[] some, Endpoint... others) {
    return Stream.concat(Stream.of(some), Stream.of(others)).toArray(Endpoint[]::new);
  }
}
