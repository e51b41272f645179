package io.fairlead.registry.catalog;

import io.fairlead.catalog.Namespace;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a mirror tells without looking at everything it holds: a service by its id, namespaces by
 * name, and how much there is. Read from any thread; changed under the mirror's lock.
 */
final class MirrorIndex {
  private static final Comparator<Namespace> AGE =
      Comparator.comparingLong(Namespace::createdAtMillis).thenComparing(Namespace::id);

  private final Map<String, List<Namespace>> namespacesByName = new ConcurrentHashMap<>();
  private final Map<String, NamespaceTally> tallies = new ConcurrentHashMap<>();
  private final AtomicInteger namespaces = new AtomicInteger();

  /** Those that are not removed; finding one among many costs the same as among few. */
  private final ConcurrentHashMap<String, StoredService> services = new ConcurrentHashMap<>();

  /**
   * Follows a change of the mirror.
   *
   * @param before null when the mirror held nothing of this id
   */
  void moved(Stored before, Stored now) {
    if (now instanceof StoredNamespace namespace) {
      movedNamespace((StoredNamespace) before, namespace);
    } else if (now instanceof StoredService service) {
      count((StoredService) before, -1);
      count(service, 1);
      if (service.isRemoved()) {
        services.remove(service.id());
      } else {
        services.put(service.id(), service);
      }
    }
  }

  /** Those of this name without regard to case, the oldest first. */
  List<Namespace> namespacesNamed(String name) {
    return namespacesByName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The service that is not removed, or null. */
  StoredService service(String id) {
    return services.get(id);
  }

  NamespaceTally tally(String namespaceId) {
    return tallies.getOrDefault(namespaceId, NamespaceTally.NOTHING);
  }

  int namespaces() {
    return namespaces.get();
  }

  int services() {
    return services.size();
  }

  private void movedNamespace(StoredNamespace before, StoredNamespace now) {
    if (before != null && !before.isRemoved()) {
      namespaces.decrementAndGet();
      var gone = before.namespace();
      named(gone, held -> held.filter(n -> !n.id().equals(gone.id())));
    }
    if (!now.isRemoved()) {
      namespaces.incrementAndGet();
      named(now.namespace(), held -> Stream.concat(held, Stream.of(now.namespace())).sorted(AGE));
    }
  }

  private void named(Namespace namespace, UnaryOperator<Stream<Namespace>> change) {
    namespacesByName.compute(
        namespace.name().toLowerCase(Locale.ROOT),
        (name, held) -> {
          var changed = change.apply(held == null ? Stream.empty() : held.stream()).toList();
          return changed.isEmpty() ? null : changed;
        });
  }

  private void count(StoredService service, int sign) {
    if (service == null || service.isRemoved()) {
      return;
    }
    int instances = sign * service.entry().instances().size();
    tallies.compute(
        service.entry().service().namespaceId(),
        (id, held) -> {
          var tally = (held == null ? NamespaceTally.NOTHING : held).plus(sign, instances);
          return tally.equals(NamespaceTally.NOTHING) ? null : tally;
        });
  }
}
