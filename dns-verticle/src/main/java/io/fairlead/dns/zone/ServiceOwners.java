package io.fairlead.dns.zone;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.dns.message.DnsName;
import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.RecordValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What one service publishes: its own name with the types of its {@link DnsConfig}, and a name for
 * each instance, to which SRV records point (Cloud Map API, DnsRecord).
 */
final class ServiceOwners {
  private static final int SRV_PRIORITY = 1;

  private final DnsName name;
  private final DnsConfig config;
  private final List<Endpoint> endpoints;

  /**
   * @param name the service's
   * @param service with a DnsConfig
   */
  ServiceOwners(DnsName name, ServiceEndpoints service) {
    this.name = name;
    this.config = service.service().dnsConfig();
    this.endpoints = service.endpoints();
  }

  /** Tells each name and what is there; a name may be told more than once. */
  void tell(BiConsumer<DnsName, Owner> listener) {
    listener.accept(name, ofService());
    for (var endpoint : endpoints) {
      ofInstance(endpoint)
          .ifPresent(
              owner ->
                  InstanceNames.of(endpoint.instanceId(), name)
                      .ifPresent(n -> listener.accept(n, owner)));
    }
  }

  private Owner ofService() {
    Map<Integer, RecordSet> sets = new HashMap<>();
    for (var record : config.dnsRecords()) {
      List<Candidate> candidates = candidates(reader(record.type()));
      if (!candidates.isEmpty()) {
        sets.put(number(record.type()), RecordSet.distinct(ttl(record), choice(), candidates));
      }
    }
    return new Owner(sets);
  }

  private List<Candidate> candidates(Function<Endpoint, Optional<RecordValue>> reader) {
    List<Candidate> candidates = new ArrayList<>(endpoints.size());
    for (var endpoint : endpoints) {
      reader
          .apply(endpoint)
          .map(v -> new Candidate(v, endpoint.isHealthy(), endpoint.weight()))
          .ifPresent(candidates::add);
    }
    return candidates;
  }

  private RecordSet.Choice choice() {
    return config.routingPolicy() == RoutingPolicy.WEIGHTED
        ? RecordSet.Choice.WEIGHTED
        : RecordSet.Choice.MULTIVALUE;
  }

  private Function<Endpoint, Optional<RecordValue>> reader(RecordType type) {
    return switch (type) {
      case A -> e -> Addresses.ipv4(e.ipv4());
      case AAAA -> e -> Addresses.ipv6(e.ipv6());
      case SRV -> this::srv;
      case CNAME -> ServiceOwners::cname;
    };
  }

  private Optional<RecordValue> srv(Endpoint endpoint) {
    if (endpoint.port() == 0 || ofInstance(endpoint).isEmpty()) {
      return Optional.empty();
    }
    return InstanceNames.of(endpoint.instanceId(), name)
        .map(t -> new RecordValue.Srv(SRV_PRIORITY, endpoint.weight(), endpoint.port(), t));
  }

  private static Optional<RecordValue> cname(Endpoint endpoint) {
    return Optional.ofNullable(endpoint.cname())
        .flatMap(DnsName::parse)
        .map(RecordValue.Cname::new);
  }

  /** Its addresses, of the types that the service publishes itself or that its SRV record needs. */
  private Optional<Owner> ofInstance(Endpoint endpoint) {
    Map<Integer, RecordSet> sets = new HashMap<>();
    ttlOfAddress(RecordType.A)
        .flatMap(ttl -> Addresses.ipv4(endpoint.ipv4()).map(v -> RecordSet.all(ttl, List.of(v))))
        .ifPresent(set -> sets.put(RecordTypes.A, set));
    ttlOfAddress(RecordType.AAAA)
        .flatMap(ttl -> Addresses.ipv6(endpoint.ipv6()).map(v -> RecordSet.all(ttl, List.of(v))))
        .ifPresent(set -> sets.put(RecordTypes.AAAA, set));
    return sets.isEmpty() ? Optional.empty() : Optional.of(new Owner(sets));
  }

  private Optional<Integer> ttlOfAddress(RecordType type) {
    return config.record(type).or(() -> config.record(RecordType.SRV)).map(ServiceOwners::ttl);
  }

  private static int ttl(DnsRecord record) {
    return Ttl.of(record.ttlSeconds());
  }

  private static int number(RecordType type) {
    return switch (type) {
      case A -> RecordTypes.A;
      case AAAA -> RecordTypes.AAAA;
      case SRV -> RecordTypes.SRV;
      case CNAME -> RecordTypes.CNAME;
    };
  }
}
