package io.fairlead.catalog.view;

import io.fairlead.catalog.Endpoint;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules by which a {@link CatalogState} takes in what the registry tells. Made of one state,
 * makes the next one; a whole snapshot is one edit, so that it costs one copy.
 */
final class CatalogEdit {
  private final CatalogState before;
  private final Map<String, NamespaceChanged> namespaces;
  private final Map<String, ServiceEndpoints> services;
  private final Set<String> padded;
  private final Map<String, Long> removed = new HashMap<>();
  private boolean complete;
  private long revision;
  private boolean changed;

  CatalogEdit(CatalogState before) {
    this.before = before;
    this.namespaces = new HashMap<>(before.namespacesById());
    this.services = new HashMap<>(before.servicesById());
    this.padded = new HashSet<>(before.padded());
    this.complete = before.isComplete();
    this.revision = before.revision();
  }

  /** The state before when nothing was news. */
  CatalogState done() {
    return changed
        ? new CatalogState(
            namespaces, services, before.tombstones().plus(removed), padded, complete, revision)
        : before.heard(revision);
  }

  CatalogEdit take(NamespaceChanged event) {
    hear(event.revision());
    String id = event.namespace().id();
    var held = namespaces.get(id);
    boolean stale = held != null && held.revision() >= event.revision();
    if (!stale && !before.tombstones().cover(id, event.revision())) {
      namespaces.put(id, event);
      changed = true;
    }
    return this;
  }

  CatalogEdit take(NamespaceRemoved event) {
    hear(event.revision());
    var held = namespaces.get(event.namespaceId());
    if (held == null || held.revision() <= event.revision()) {
      namespaces.remove(event.namespaceId());
      bury(event.namespaceId(), event.revision());
    }
    return this;
  }

  CatalogEdit take(EndpointsChanged event) {
    var incoming = event.service();
    hear(incoming.revision());
    String id = incoming.service().id();
    var held = services.get(id);
    if (before.tombstones().cover(id, incoming.revision()) || isStale(held, event)) {
      return this;
    }
    if (held != null && !event.complete()) {
      services.put(id, union(incoming, held));
      padded.add(id);
    } else {
      services.put(id, incoming);
      padded.remove(id);
    }
    complete = complete && event.complete();
    changed = true;
    return this;
  }

  CatalogEdit take(ServiceRemoved event) {
    hear(event.revision());
    var held = services.get(event.serviceId());
    if (held == null || held.revision() <= event.revision()) {
      services.remove(event.serviceId());
      padded.remove(event.serviceId());
      bury(event.serviceId(), event.revision());
    }
    return this;
  }

  CatalogEdit take(Snapshot snapshot) {
    hear(snapshot.catalogRevision());
    snapshot.namespaces().forEach(this::take);
    snapshot.services().forEach(s -> take(new EndpointsChanged(s, snapshot.complete())));
    if (snapshot.complete()) {
      dropAbsent(snapshot);
    }
    boolean sure = snapshot.complete() && padded.isEmpty();
    changed = changed || sure != complete;
    complete = sure;
    return this;
  }

  /** What is newer than the snapshot came by an event that overtook it, and stays. */
  private void dropAbsent(Snapshot snapshot) {
    Set<String> present = new HashSet<>();
    snapshot.namespaces().forEach(n -> present.add(n.namespace().id()));
    snapshot.services().forEach(s -> present.add(s.service().id()));
    for (var n : List.copyOf(namespaces.values())) {
      if (!present.contains(n.namespace().id()) && n.revision() < snapshot.revision()) {
        take(new NamespaceRemoved(n.namespace().id(), n.revision()));
      }
    }
    for (var s : List.copyOf(services.values())) {
      if (!present.contains(s.service().id()) && s.revision() < snapshot.revision()) {
        take(new ServiceRemoved(s.service().id(), s.revision()));
      }
    }
  }

  /** Whether it is news or not: what is overtaken has been heard of too. */
  private void hear(long told) {
    revision = Math.max(revision, told);
  }

  private void bury(String id, long revision) {
    if (!before.tombstones().cover(id, revision)) {
      removed.put(id, revision);
      changed = true;
    }
  }

  /** An equal revision is news only when it tells which of the endpoints kept are gone. */
  private boolean isStale(ServiceEndpoints held, EndpointsChanged event) {
    if (held == null) {
      return false;
    }
    long incoming = event.service().revision();
    boolean settles = event.complete() && padded.contains(held.service().id());
    return held.revision() > incoming || (held.revision() == incoming && !settles);
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
}
