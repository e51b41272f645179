package io.fairlead.dns.zone;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.view.CatalogState;
import io.fairlead.dns.message.DnsName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every zone of a {@link CatalogState}, ready to be asked; immutable. */
final class Zones {
  /** While the registry is being filled, what is missing now may be there in a moment. */
  private static final int INCOMPLETE_TTL_SECONDS = 1;

  private final Map<DnsName, Zone> byApex = new HashMap<>();

  private final boolean complete;

  private Zones(boolean complete) {
    this.complete = complete;
  }

  /** Makes zones of all DNS namespaces whose names are names in DNS. */
  static Zones of(CatalogState state, NameServer nameServer) {
    return of(state.namespaces(), state.services(), state.isComplete(), nameServer);
  }

  static Zones of(
      Collection<Namespace> namespaces,
      Collection<ServiceEndpoints> services,
      boolean complete,
      NameServer nameServer) {
    Map<DnsName, ZoneBuilder> builders = new HashMap<>();
    Map<String, ZoneBuilder> byNamespace = new HashMap<>();
    for (var namespace : inPrecedence(namespaces)) {
      DnsName.parse(namespace.name())
          .filter(apex -> !apex.isRoot())
          .map(apex -> builders.computeIfAbsent(apex, a -> new ZoneBuilder(a, namespace)))
          .ifPresent(builder -> byNamespace.put(namespace.id(), builder));
    }
    for (var service : inOrder(services)) {
      var builder = byNamespace.get(service.service().namespaceId());
      if (builder != null) {
        builder.add(service);
      }
    }
    int negativeTtlMax = complete ? Integer.MAX_VALUE : INCOMPLETE_TTL_SECONDS;
    var zones = new Zones(complete);
    builders.forEach((apex, b) -> zones.byApex.put(apex, b.build(nameServer, negativeTtlMax)));
    return zones;
  }

  /** Two networks may have namespaces of one name; here they are one zone, private first. */
  private static List<Namespace> inPrecedence(Collection<Namespace> namespaces) {
    return namespaces.stream()
        .filter(n -> n.type().isDns())
        .sorted(Comparator.comparing(Namespace::type).thenComparing(Namespace::id))
        .toList();
  }

  private static List<ServiceEndpoints> inOrder(Collection<ServiceEndpoints> services) {
    return services.stream().sorted(Comparator.comparing(s -> s.service().id())).toList();
  }

  /** Whether a name outside all zones is certainly nobody's here. */
  boolean isComplete() {
    return complete;
  }

  /** The zone that a name is in: the one with the longest apex; null when there is none. */
  Zone zoneOf(DnsName name) {
    for (var n = name; !n.isRoot(); n = n.parent()) {
      var zone = byApex.get(n);
      if (zone != null) {
        return zone;
      }
    }
    return null;
  }
}
