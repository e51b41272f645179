package io.fairlead.dns.zone;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Name;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.zone.NameTable;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Some namespaces and their services as one table of names. Changed by one thread. */
final class Horizon {
  private static final DnsName MAILBOX_LABEL = DnsName.parse("hostmaster").orElseThrow();

  private final NameTable table = new NameTable();
  private final ReverseNames reverse;
  private final Map<DnsName, Zone> byApex = new HashMap<>();
  private final Map<String, Zone> byNamespace = new HashMap<>();

  /** What is at a name when no service is: an apex, a name server. */
  private final Map<DnsName, Owner> fixed = new HashMap<>();

  /** By the service's id: of two services with one name the first one is answered for. */
  private final Map<DnsName, TreeMap<String, ServiceEndpoints>> services = new HashMap<>();

  /** How many services have names below a name. */
  private final Map<DnsName, Integer> enclosed = new HashMap<>();

  /** Makes zones of all namespaces whose names are names in DNS. */
  Horizon(Collection<Namespace> namespaces, NameServers nameServers, Zone.Source source) {
    this.reverse = new ReverseNames(table, source);
    for (var namespace : inPrecedence(namespaces)) {
      DnsName.parse(namespace.name())
          .filter(apex -> !apex.isRoot())
          .ifPresent(
              apex ->
                  byNamespace.put(
                      namespace.id(),
                      byApex.computeIfAbsent(
                          apex, a -> newZone(a, namespace, nameServers, source))));
    }
  }

  /** Two networks may have namespaces of one name; here they are one zone, private first. */
  private static List<Namespace> inPrecedence(Collection<Namespace> namespaces) {
    return namespaces.stream()
        .sorted(Comparator.comparing(Namespace::type).thenComparing(Namespace::id))
        .toList();
  }

  private Zone newZone(
      DnsName apex, Namespace namespace, NameServers nameServers, Zone.Source source) {
    int ttl = Ttl.of(namespace.soaTtlSeconds());
    var mailbox = MAILBOX_LABEL.under(apex).orElse(apex);
    var zone = new Zone(apex, nameServers.primary(apex), mailbox, ttl, source);
    var servers = nameServers.owners(zone);
    servers.forEach(this::fix);
    fix(new ApexOwner(zone, nameServers.records(apex, ttl), owner(servers, apex)));
    return zone;
  }

  private static Optional<Owner> owner(List<Owner> owners, DnsName name) {
    return owners.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  private void fix(Owner owner) {
    fixed.put(owner.name(), owner);
    table.put(owner);
  }

  NameTable table() {
    return table;
  }

  /**
   * Takes over what became of a service; those of other namespaces are passed over.
   *
   * @param before null for a new one
   * @param after null for one that is gone
   */
  void change(ServiceEndpoints before, ServiceEndpoints after) {
    var nameBefore = name(before);
    var nameAfter = name(after);
    if (nameBefore != null && !nameBefore.equals(nameAfter)) {
      take(nameBefore, before);
    }
    if (nameAfter != null) {
      put(nameAfter, after);
    }
    reverse.change(
        nameBefore == null ? null : new Named(nameBefore, before),
        nameAfter == null ? null : new Named(nameAfter, after));
  }

  /** A service and its name in DNS. */
  record Named(DnsName name, ServiceEndpoints service) {}

  /**
   * The name of a service that is published; the name "." means the namespace itself (Cloud Map
   * API, CreateService). Null when there is none, or a zone within this one has it.
   */
  private DnsName name(ServiceEndpoints service) {
    var zone = service == null ? null : zone(service);
    return zone == null || service.service().dnsConfig() == null
        ? null
        : DnsName.parse(service.service().name())
            .flatMap(n -> n.under(zone.apex()))
            .filter(n -> zoneOf(n).equals(zone))
            .orElse(null);
  }

  private Zone zoneOf(DnsName name) {
    var apex = name;
    while (!byApex.containsKey(apex)) {
      apex = apex.parent();
    }
    return byApex.get(apex);
  }

  private void put(DnsName name, ServiceEndpoints service) {
    boolean isNew = !services.containsKey(name);
    services.computeIfAbsent(name, n -> new TreeMap<>()).put(service.service().id(), service);
    refresh(name);
    if (isNew) {
      count(name, zone(service), 1);
    }
  }

  private void take(DnsName name, ServiceEndpoints service) {
    var there = services.get(name);
    there.remove(service.service().id());
    if (there.isEmpty()) {
      services.remove(name);
      count(name, zone(service), -1);
    }
    refresh(name);
  }

  private Zone zone(ServiceEndpoints service) {
    return byNamespace.get(service.service().namespaceId());
  }

  /** Counts a name in with all that lie between it and the apex (RFC 8020). */
  private void count(DnsName name, Zone zone, int step) {
    for (var n = name; !n.equals(zone.apex()); ) {
      n = n.parent();
      if (n.equals(zone.apex())) {
        return;
      }
      enclosed.merge(n, step, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
      if (!services.containsKey(n) && !fixed.containsKey(n)) {
        if (enclosed.containsKey(n)) {
          table.put(Owner.empty(n, zone));
        } else {
          table.remove(n);
        }
      }
    }
  }

  private void refresh(DnsName name) {
    var there = services.get(name);
    var always = fixed.get(name);
    if (there == null) {
      if (always != null) {
        table.put(always);
      } else if (enclosed.containsKey(name)) {
        table.put(Owner.empty(name, Objects.requireNonNull(table.get(name)).zone()));
      } else {
        table.remove(name);
      }
      return;
    }
    var service = there.firstEntry().getValue();
    var zone = zone(service);
    var owner = new ServiceOwner(name, zone, service.service().dnsConfig(), service.endpoints());
    table.put(always instanceof ApexOwner apex ? apex.with(owner) : owner);
  }

  /** The start of a zone, its servers, and what a service named "." publishes there. */
  private static final class ApexOwner extends Owner {
    private final List<RecordSet> servers;
    private final Owner beside;

    ApexOwner(Zone zone, List<RecordSet> servers, Optional<Owner> beside) {
      this(zone, servers, beside.orElseGet(() -> Owner.empty(zone.apex(), zone)));
    }

    private ApexOwner(Zone zone, List<RecordSet> servers, Owner beside) {
      super(zone.apex(), zone, servers);
      this.servers = new ArrayList<>(servers);
      this.beside = beside;
    }

    ApexOwner with(Owner service) {
      return new ApexOwner(zone(), servers, service);
    }

    @Override
    public RecordSet find(int type) {
      if (type == RecordTypes.SOA) {
        return zone().soa();
      }
      var own = super.find(type);
      // Nothing may stand beside a CNAME (RFC 1034 §3.6.2), and a zone needs its SOA.
      return own != null || type == RecordTypes.CNAME ? own : beside.find(type);
    }

    @Override
    public Owner find(Name below) {
      return beside.find(below);
    }
  }
}
