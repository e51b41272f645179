package io.fairlead.catalog.view;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reader knows of the catalog: immutable, safe to share between threads. Events may arrive
 * twice, late or in any order: the highest revision wins, and a removal leaves a tombstone.
 */
public final class CatalogState {
  /** Nothing is known yet. */
  public static final CatalogState EMPTY =
      new CatalogState(Map.of(), Map.of(), Tombstones.NONE, false);

  private final Map<String, NamespaceChanged> namespaces;
  private final Map<String, ServiceEndpoints> services;
  private final Map<String, ServiceEndpoints> byFullName;
  private final Tombstones tombstones;
  private final boolean complete;

  private CatalogState(
      Map<String, NamespaceChanged> namespaces,
      Map<String, ServiceEndpoints> services,
      Tombstones tombstones,
      boolean complete) {
    this.namespaces = namespaces;
    this.services = services;
    this.tombstones = tombstones;
    this.complete = complete;
    this.byFullName = new HashMap<>(services.size() * 2);
    services.values().forEach(s -> byFullName.put(fullName(s.namespace(), s.service().name()), s));
  }

  /** Every namespace known, in no order. */
  public Collection<Namespace> namespaces() {
    return namespaces.values().stream().map(NamespaceChanged::namespace).toList();
  }

  /** Every service known, in no order. */
  public Collection<ServiceEndpoints> services() {
    return Collections.unmodifiableCollection(services.values());
  }

  /** The service of this name, without regard to case. */
  public Optional<ServiceEndpoints> service(String namespace, String name) {
    return Optional.ofNullable(byFullName.get(fullName(namespace, name)));
  }

  /**
   * False until a registry that knows everything has said what there is; until then nothing is
   * dropped for being absent.
   */
  public boolean isComplete() {
    return complete;
  }

  /** Equal digests mean equal knowledge; 0 while it is incomplete, which equals nobody's. */
  public long digest() {
    return complete ? Digest.of(namespaces.values(), services.values()) : 0;
  }

  CatalogState apply(NamespaceChanged event) {
    String id = event.namespace().id();
    var held = namespaces.get(id);
    if (tombstones.cover(id, event.revision())
        || (held != null && held.revision() >= event.revision())) {
      return this;
    }
    var changed = new HashMap<>(namespaces);
    changed.put(id, event);
    return new CatalogState(changed, services, tombstones, complete);
  }

  CatalogState apply(NamespaceRemoved event) {
    var held = namespaces.get(event.namespaceId());
    if (held != null && held.revision() > event.revision()) {
      return this;
    }
    var changed = new HashMap<>(namespaces);
    changed.remove(event.namespaceId());
    var marked = tombstones.plus(event.namespaceId(), event.revision());
    return new CatalogState(changed, services, marked, complete);
  }

  CatalogState apply(EndpointsChanged event) {
    var incoming = event.service();
    String id = incoming.service().id();
    var held = services.get(id);
    if (tombstones.cover(id, incoming.revision()) || isStale(held, event)) {
      return this;
    }
    var changed = new HashMap<>(services);
    changed.put(id, event.complete() || held == null ? incoming : union(incoming, held));
    return new CatalogState(namespaces, changed, tombstones, complete && event.complete());
  }

  CatalogState apply(ServiceRemoved event) {
    var held = services.get(event.serviceId());
    if (held != null && held.revision() > event.revision()) {
      return this;
    }
    var changed = new HashMap<>(services);
    changed.remove(event.serviceId());
    var marked = tombstones.plus(event.serviceId(), event.revision());
    return new CatalogState(namespaces, changed, marked, complete);
  }

  CatalogState apply(Snapshot snapshot) {
    var state = this;
    for (var namespace : snapshot.namespaces()) {
      state = state.apply(namespace);
    }
    for (var service : snapshot.services()) {
      state = state.apply(new EndpointsChanged(service, snapshot.complete()));
    }
    if (!snapshot.complete()) {
      return new CatalogState(state.namespaces, state.services, state.tombstones, false);
    }
    return state.withoutAbsent(snapshot);
  }

  private CatalogState withoutAbsent(Snapshot snapshot) {
    Set<String> present = new HashSet<>();
    snapshot.namespaces().forEach(n -> present.add(n.namespace().id()));
    snapshot.services().forEach(s -> present.add(s.service().id()));
    // What is newer than the snapshot came by an event that overtook it, and stays.
    var keptNamespaces = new HashMap<>(namespaces);
    keptNamespaces
        .values()
        .removeIf(n -> !present.contains(n.namespace().id()) && n.revision() < snapshot.revision());
    var keptServices = new HashMap<>(services);
    keptServices
        .values()
        .removeIf(s -> !present.contains(s.service().id()) && s.revision() < snapshot.revision());
    return new CatalogState(keptNamespaces, keptServices, tombstones, true);
  }

  /** An equal revision is news only when it ends a time of uncertainty. */
  private boolean isStale(ServiceEndpoints held, EndpointsChanged event) {
    if (held == null) {
      return false;
    }
    long incoming = event.service().revision();
    return held.revision() > incoming
        || (held.revision() == incoming && (complete || !event.complete()));
  }

  private static ServiceEndpoints union(ServiceEndpoints incoming, ServiceEndpoints held) {
    Set<String> renewed =
        incoming.endpoints().stream().map(Endpoint::instanceId).collect(Collectors.toSet());
    List<Endpoint> endpoints = new ArrayList<>(incoming.endpoints());
    held.endpoints().stream()
        .filter(e -> !renewed.contains(e.instanceId()))
        .forEach(endpoints::add);
    return new ServiceEndpoints(
        incoming.namespace(), incoming.service(), incoming.revision(), endpoints);
  }

  private static String fullName(String namespace, String name) {
    return (name + "." + namespace).toLowerCase(Locale.ROOT);
  }
}
