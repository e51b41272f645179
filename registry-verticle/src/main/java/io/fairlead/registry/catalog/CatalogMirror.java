package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * This node's copy of the catalog, from which it reads. Announcements may come twice, late or in
 * any order: of namespaces the highest revision wins, services are merged, and a removal is
 * remembered. So nothing that was ever accepted is forgotten for something that has not seen it.
 * Safe for any thread.
 */
public final class CatalogMirror {
  private final Map<String, StoredNamespace> namespaces = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<String, StoredService> services =
      new ConcurrentSkipListMap<>();
  private final MirrorIndex index = new MirrorIndex();
  private final List<Consumer<Stored>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> mergeListeners = new CopyOnWriteArrayList<>();
  private volatile long highestRevision;

  /**
   * Calls back after each change with what is now held.
   *
   * @param listener called from any thread, must not block; calls about one thing may overtake each
   *     other
   */
  public void onChange(Consumer<Stored> listener) {
    listeners.add(listener);
  }

  /**
   * Calls back after something was merged that came from two lines of changes: two halves of a
   * split cluster, or a node that began with an older copy. The store may know neither.
   *
   * @param listener called from any thread, must not block
   */
  void onMerge(Runnable listener) {
    mergeListeners.add(listener);
  }

  /** Takes over what is newer than what is held. */
  public void accept(StoredNamespace incoming) {
    if (replace(incoming)) {
      listeners.forEach(l -> l.accept(incoming));
    }
  }

  /** Takes over what is newer than what is held, and merges what has not seen what is held. */
  public void accept(StoredService incoming) {
    var kept = merge(incoming);
    if (kept == null) {
      return;
    }
    listeners.forEach(l -> l.accept(kept));
    if (kept.revision() > incoming.revision()) {
      mergeListeners.forEach(Runnable::run);
    }
  }

  /** The namespace, removed or not, or null. */
  public StoredNamespace namespace(String id) {
    return namespaces.get(id);
  }

  /** The service, removed or not, or null. */
  public StoredService service(String id) {
    return services.get(id);
  }

  /** Every namespace that is not removed, ordered by id. */
  public List<StoredNamespace> namespaces() {
    return present(namespaces.values());
  }

  /** Every service that is not removed, ordered by id. */
  public List<StoredService> services() {
    return present(services.values());
  }

  /** Everything held, removals included, in no order. */
  public List<Stored> everything() {
    return Stream.<Stored>concat(namespaces.values().stream(), services.values().stream()).toList();
  }

  /** As {@link #services()}, those whose id is greater. */
  public Iterable<StoredService> servicesAfter(String id) {
    return services.tailMap(id, false).values();
  }

  /** The service that is not removed, when there is one. */
  Optional<StoredService> presentService(String id) {
    return Optional.ofNullable(index.service(id));
  }

  /** The namespace that is not removed, when there is one. */
  Optional<StoredNamespace> presentNamespace(String id) {
    return Optional.ofNullable(namespaces.get(id)).filter(n -> !n.isRemoved());
  }

  /** Namespaces of this name without regard to case, the oldest first. */
  List<Namespace> namespacesNamed(String name) {
    return index.namespacesNamed(name);
  }

  /** How much a namespace holds; nothing when there is no such namespace. */
  NamespaceTally tally(String namespaceId) {
    return index.tally(namespaceId);
  }

  /** How many namespaces are not removed. */
  public int namespaceCount() {
    return index.namespaces();
  }

  /** How many services are not removed. */
  public int serviceCount() {
    return index.services();
  }

  /**
   * The highest revision ever accepted, of removals too; everything up to it is seen by whoever
   * reads the mirror afterwards.
   *
   * <p>Mirrors that agree have the same: the newest change is never forgotten, be it a removal, and
   * comes with the copy on the disk or from the cluster to a node that starts. It is lower than
   * before when all nodes begin without a copy, until the next change.
   */
  public long highestRevision() {
    return highestRevision;
  }

  /** Forgets removals of long ago. */
  void forgetRemovals(long nowMicros) {
    var forgotten = Removals.forgotten(nowMicros, highestRevision);
    namespaces.values().removeIf(forgotten);
    services.values().removeIf(forgotten);
  }

  private synchronized boolean replace(StoredNamespace incoming) {
    var before = namespaces.get(incoming.id());
    if (incoming.revision() <= (before == null ? 0 : before.revision())) {
      return false;
    }
    namespaces.put(incoming.id(), incoming);
    index.moved(before, incoming);
    highestRevision = Math.max(highestRevision, incoming.revision());
    return true;
  }

  /** What is held now, or null when nothing has changed. */
  private synchronized StoredService merge(StoredService incoming) {
    var before = services.get(incoming.id());
    if (before == null && incoming.revision() == 0) {
      return null;
    }
    var after = before == null ? incoming : ServiceMerge.of(before, incoming);
    if (before != null && after.revision() == before.revision()) {
      return null;
    }
    services.put(after.id(), after);
    index.moved(before, after);
    highestRevision = Math.max(highestRevision, after.revision());
    return after;
  }

  private static <S extends Stored> List<S> present(Collection<S> all) {
    return all.stream().filter(s -> !s.isRemoved()).toList();
  }
}
