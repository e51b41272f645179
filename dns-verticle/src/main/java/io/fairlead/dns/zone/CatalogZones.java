package io.fairlead.dns.zone;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.NamespaceType;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.view.CatalogState;
import io.fairlead.nameserver.zone.NameTable;
import io.fairlead.nameserver.zone.Zone;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The catalog as DNS tells it, twice: to those who may see private namespaces, and to all others.
 * One per process; one thread lets it follow the catalog, any number of event loops ask meanwhile.
 *
 * <p>A change of a service costs what that service is, however many others there are. A change of
 * the namespaces, which is rare, makes everything anew.
 */
public final class CatalogZones {
  /** While the registry is being filled, what is missing now may be there in a moment. */
  private static final int INCOMPLETE_TTL_SECONDS = 1;

  /** Revisions are microseconds; a serial has 32 bits, which hold seconds until 2106. */
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final NameServers nameServers;
  private final RegistryNames registryNames;
  private final Zone.Source source = new FollowedSource();

  private final Map<String, ServiceEndpoints> services = new HashMap<>();
  private Set<Namespace> namespaces = Set.of();

  private volatile Horizon inside;
  private volatile Horizon outside;
  private volatile int serial;
  private volatile boolean complete;

  private final class FollowedSource implements Zone.Source {
    @Override
    public int serial() {
      return serial;
    }

    @Override
    public int negativeTtlMax() {
      return complete ? Integer.MAX_VALUE : INCOMPLETE_TTL_SECONDS;
    }
  }

  /** Nothing is known yet. */
  public CatalogZones(NameServers nameServers, RegistryNames registryNames) {
    this.nameServers = nameServers;
    this.registryNames = registryNames;
    begin(List.of());
  }

  /** Takes a state over; one thread only. */
  public void follow(CatalogState state) {
    follow(state.namespaces(), state.services(), state.revision(), state.isComplete());
  }

  void follow(
      Collection<Namespace> nowNamespaces,
      Collection<ServiceEndpoints> nowServices,
      long revision,
      boolean isComplete) {
    var dns = new HashSet<Namespace>();
    nowNamespaces.stream().filter(n -> n.type().isDns()).forEach(dns::add);
    if (!dns.equals(namespaces)) {
      namespaces = dns;
      services.clear();
      nowServices.forEach(s -> services.put(s.service().id(), s));
      begin(nowServices);
    } else {
      followServices(nowServices);
    }
    // Last: who sees the new serial finds the new content.
    serial = (int) (revision / MICROS_PER_SECOND);
    complete = isComplete;
  }

  private void begin(Collection<ServiceEndpoints> all) {
    inside = horizon(type -> true, all);
    registryNames.owners(source).forEach(inside.table()::put);
    outside = horizon(type -> type == NamespaceType.DNS_PUBLIC, all);
  }

  private Horizon horizon(Predicate<NamespaceType> seen, Collection<ServiceEndpoints> all) {
    var of = namespaces.stream().filter(n -> seen.test(n.type())).toList();
    var horizon = new Horizon(of, nameServers, source);
    all.forEach(s -> horizon.change(null, s));
    return horizon;
  }

  /** A state keeps the very object of a service that did not change. */
  @SuppressWarnings("ReferenceEquality")
  private void followServices(Collection<ServiceEndpoints> now) {
    for (var service : now) {
      var before = services.put(service.service().id(), service);
      if (before != service) {
        change(before, service);
      }
    }
    if (services.size() > now.size()) {
      forgetOthers(now);
    }
  }

  private void forgetOthers(Collection<ServiceEndpoints> now) {
    Set<String> ids = new HashSet<>();
    now.forEach(s -> ids.add(s.service().id()));
    for (var gone : List.copyOf(services.values())) {
      if (!ids.contains(gone.service().id())) {
        services.remove(gone.service().id());
        change(gone, null);
      }
    }
  }

  private void change(ServiceEndpoints before, ServiceEndpoints after) {
    inside.change(before, after);
    outside.change(before, after);
  }

  /** What those may ask for who may see private namespaces. */
  public NameTable inside() {
    return inside.table();
  }

  /** What everybody may ask for. */
  public NameTable outside() {
    return outside.table();
  }

  /** Whether a name outside all zones is certainly nobody's here. */
  public boolean isComplete() {
    return complete;
  }
}
