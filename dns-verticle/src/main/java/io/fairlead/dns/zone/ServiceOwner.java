package io.fairlead.dns.zone;

import io.fairlead.catalog.DnsConfig;
import io.fairlead.catalog.DnsRecord;
import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.RecordType;
import io.fairlead.catalog.RoutingPolicy;
import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Name;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import io.fairlead.nameserver.zone.Candidate;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one service publishes at one revision: its own name with the types of its {@link DnsConfig},
 * and a name for each instance, to which SRV records point (Cloud Map API, DnsRecord). Records are
 * made when they are first asked for: most services change more often than they are asked about.
 */
final class ServiceOwner extends Owner {
  private static final int SRV_PRIORITY = 1;

  private final DnsConfig config;
  private final List<Endpoint> endpoints;

  // Raced for by event loops; all that is lost is work done twice.
  private volatile List<RecordSet> sets;
  private volatile Map<Name, Owner> instances;

  ServiceOwner(DnsName name, Zone zone, DnsConfig config, List<Endpoint> endpoints) {
    super(name, zone, List.of());
    this.config = config;
    this.endpoints = endpoints;
  }

  @Override
  public RecordSet find(int type) {
    var known = sets;
    if (known == null) {
      known = ownSets();
      sets = known;
    }
    for (var set : known) {
      if (set.type() == type) {
        return set;
      }
    }
    return null;
  }

  @Override
  public Owner find(Name below) {
    var known = instances;
    if (known == null) {
      known = instanceOwners();
      instances = known;
    }
    return known.get(below);
  }

  private List<RecordSet> ownSets() {
    List<RecordSet> all = new ArrayList<>();
    for (var record : config.dnsRecords()) {
      List<Candidate> candidates = candidates(record.type());
      // An alias of a load balancer stands where addresses would (Cloud Map API, RegisterInstance).
      if (candidates.isEmpty()) {
        candidates = candidates(RecordType.CNAME);
      }
      if (!candidates.isEmpty() && all.stream().noneMatch(isOf(candidates))) {
        all.add(RecordSet.of(name(), ttl(record), choice(), candidates));
      }
    }
    boolean mixed = all.size() > 1;
    return mixed ? all.stream().filter(s -> s.type() != RecordTypes.CNAME).toList() : all;
  }

  private static java.util.function.Predicate<RecordSet> isOf(List<Candidate> candidates) {
    return set -> set.type() == candidates.get(0).value().type();
  }

  private List<Candidate> candidates(RecordType type) {
    List<Candidate> candidates = new ArrayList<>(endpoints.size());
    for (var endpoint : endpoints) {
      candidate(type, endpoint).ifPresent(candidates::add);
    }
    return candidates;
  }

  private Optional<Candidate> candidate(RecordType type, Endpoint endpoint) {
    if (type == RecordType.SRV) {
      return srv(endpoint);
    }
    Optional<RecordValue> value =
        switch (type) {
          case A -> Addresses.ipv4(endpoint.ipv4());
          case AAAA -> Addresses.ipv6(endpoint.ipv6());
          default -> cname(endpoint);
        };
    return value.map(v -> candidate(endpoint, v, List.of()));
  }

  private static Candidate candidate(
      Endpoint endpoint, RecordValue value, List<ResourceRecord> additional) {
    return new Candidate(value, endpoint.isHealthy(), endpoint.weight(), additional);
  }

  private Optional<Candidate> srv(Endpoint endpoint) {
    return InstanceNames.of(endpoint.instanceId(), name())
        .filter(host -> endpoint.port() != 0)
        .flatMap(
            host -> {
              var addresses = addresses(host, endpoint);
              var value =
                  new RecordValue.Srv(SRV_PRIORITY, endpoint.weight(), endpoint.port(), host);
              return addresses.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      candidate(
                          endpoint,
                          value,
                          addresses.stream().flatMap(s -> s.records().stream()).toList()));
            });
  }

  private static Optional<RecordValue> cname(Endpoint endpoint) {
    return Optional.ofNullable(endpoint.cname())
        .flatMap(DnsName::parse)
        .map(RecordValue.Cname::new);
  }

  private RecordSet.Choice choice() {
    return config.routingPolicy() == RoutingPolicy.WEIGHTED
        ? RecordSet.Choice.WEIGHTED
        : RecordSet.Choice.MULTIVALUE;
  }

  private Map<Name, Owner> instanceOwners() {
    Map<Name, Owner> owners = new HashMap<>();
    for (var endpoint : endpoints) {
      InstanceNames.of(endpoint.instanceId(), name())
          .ifPresent(
              host -> {
                var all = new ArrayList<>(addresses(host, endpoint));
                attributes(host, endpoint).ifPresent(all::add);
                if (!all.isEmpty()) {
                  put(new Owner(host, zone(), all), owners);
                }
              });
    }
    return owners;
  }

  /** Puts an owner, and every name between it and the service: ids may have dots. */
  private void put(Owner owner, Map<Name, Owner> owners) {
    owners.merge(owner.name(), owner, (a, b) -> a.isEmpty() ? b : a);
    for (var n = owner.name().parent(); !n.equals(name()); n = n.parent()) {
      owners.putIfAbsent(n, Owner.empty(n, zone()));
    }
  }

  /** Its addresses, of the types that the service publishes itself or that its SRV record needs. */
  private List<RecordSet> addresses(DnsName host, Endpoint endpoint) {
    List<RecordSet> all = new ArrayList<>(2);
    ttlOfAddress(RecordType.A)
        .flatMap(ttl -> Addresses.ipv4(endpoint.ipv4()).map(v -> one(host, ttl, v)))
        .ifPresent(all::add);
    ttlOfAddress(RecordType.AAAA)
        .flatMap(ttl -> Addresses.ipv6(endpoint.ipv6()).map(v -> one(host, ttl, v)))
        .ifPresent(all::add);
    return all;
  }

  private Optional<RecordSet> attributes(DnsName host, Endpoint endpoint) {
    var values = AttributeTexts.of(endpoint.attributes());
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(RecordSet.all(host, ttl(config.dnsRecords().get(0)), values));
  }

  private static RecordSet one(DnsName host, int ttl, RecordValue value) {
    return RecordSet.all(host, ttl, List.of(value));
  }

  private Optional<Integer> ttlOfAddress(RecordType type) {
    return config.record(type).or(() -> config.record(RecordType.SRV)).map(ServiceOwner::ttl);
  }

  private static int ttl(DnsRecord record) {
    return Ttl.of(record.ttlSeconds());
  }
}
