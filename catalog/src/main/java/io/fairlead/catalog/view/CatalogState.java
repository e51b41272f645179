package io.fairlead.catalog.view;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.catalog.bus.EndpointsChanged;
import io.fairlead.catalog.bus.NamespaceChanged;
import io.fairlead.catalog.bus.NamespaceRemoved;
import io.fairlead.catalog.bus.ServiceRemoved;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a reader knows of the catalog: immutable, safe to share between threads. Events may arrive
 * twice, late or in any order: the highest revision wins, and a removal leaves a tombstone.
 */
public final class CatalogState {
  /** Nothing is known yet. */
  public static final CatalogState EMPTY =
      new CatalogState(Map.of(), Map.of(), Tombstones.NONE, Set.of(), false, 0);

  private final Map<String, NamespaceChanged> namespaces;
  private final Map<String, ServiceEndpoints> services;
  private final Map<String, ServiceEndpoints> byFullName;
  private final Tombstones tombstones;

  /** Services that may hold endpoints which are gone: kept while the registry was being filled. */
  private final Set<String> padded;

  private final boolean complete;
  private final long revision;

  CatalogState(
      Map<String, NamespaceChanged> namespaces,
      Map<String, ServiceEndpoints> services,
      Tombstones tombstones,
      Set<String> padded,
      boolean complete,
      long revision) {
    this(
        namespaces,
        services,
        byFullName(services.values()),
        tombstones,
        padded,
        complete,
        revision);
  }

  private CatalogState(
      Map<String, NamespaceChanged> namespaces,
      Map<String, ServiceEndpoints> services,
      Map<String, ServiceEndpoints> byFullName,
      Tombstones tombstones,
      Set<String> padded,
      boolean complete,
      long revision) {
    this.namespaces = namespaces;
    this.services = services;
    this.byFullName = byFullName;
    this.tombstones = tombstones;
    this.padded = padded;
    this.complete = complete;
    this.revision = revision;
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

  /**
   * The highest revision that this reader has ever heard of: of namespaces, services, their
   * removals, and what registry nodes say is the catalog's. Microseconds since the epoch, or a
   * little more; 0 when nothing was heard; never falls, not by a restart from a kept view either.
   *
   * <p>Readers that know the same catalog have the same, whichever registry nodes they asked: at
   * once when every event reached them, otherwise after their next snapshot. Not for certain while
   * they are linked to a registry of an earlier release, which does not tell its own, nor after
   * every registry node began without a copy on its disk: then a reader of before is ahead of one
   * that began afterwards, until the next change.
   *
   * <p>A change made on a registry node whose clock is behind the others' may not raise it.
   */
  public long revision() {
    return revision;
  }

  /** Equal digests mean equal knowledge; 0 while it is incomplete, which equals nobody's. */
  public long digest() {
    return complete ? Digest.of(namespaces.values(), services.values()) : 0;
  }

  CatalogState apply(NamespaceChanged event) {
    return new CatalogEdit(this).take(event).done();
  }

  CatalogState apply(NamespaceRemoved event) {
    return new CatalogEdit(this).take(event).done();
  }

  CatalogState apply(EndpointsChanged event) {
    return new CatalogEdit(this).take(event).done();
  }

  CatalogState apply(ServiceRemoved event) {
    return new CatalogEdit(this).take(event).done();
  }

  CatalogState apply(Snapshot snapshot) {
    return new CatalogEdit(this).take(snapshot).done();
  }

  /** The same when that is nothing higher; shares everything else. */
  CatalogState heard(long catalogRevision) {
    return catalogRevision <= revision
        ? this
        : new CatalogState(
            namespaces, services, byFullName, tombstones, padded, complete, catalogRevision);
  }

  Map<String, NamespaceChanged> namespacesById() {
    return namespaces;
  }

  Map<String, ServiceEndpoints> servicesById() {
    return services;
  }

  Tombstones tombstones() {
    return tombstones;
  }

  Set<String> padded() {
    return padded;
  }

  private static Map<String, ServiceEndpoints> byFullName(Collection<ServiceEndpoints> services) {
    Map<String, ServiceEndpoints> found = new HashMap<>(services.size() * 2);
    services.forEach(s -> found.put(fullName(s.namespace(), s.service().name()), s));
    return found;
  }

  private static String fullName(String namespace, String name) {
    // Dots occur in both; this character in neither.
    return (name + '\0' + namespace).toLowerCase(Locale.ROOT);
  }
}
