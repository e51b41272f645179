package io.fairlead.registry.api;

import io.fairlead.catalog.Namespace;
import io.fairlead.registry.catalog.Catalog;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The names under which DiscoverInstances finds namespaces (Cloud Map {@code HttpName}): the
 * namespace's own, unless an older namespace bears it already; then its id is appended.
 */
final class HttpNames {
  private static final Comparator<Namespace> AGE =
      Comparator.comparingLong(Namespace::createdAtMillis).thenComparing(Namespace::id);

  /** Where the id begins in a name that bears one; ids themselves hold no dash further on. */
  private static final String ID_BEGINS = "-ns-";

  private HttpNames() {}

  /**
   * The discovery name of a namespace.
   *
   * @param all every namespace that there is, or at least those of its name
   */
  static String of(Namespace namespace, Collection<Namespace> all) {
    boolean isOldest =
        all.stream()
            .filter(other -> other.name().equals(namespace.name()))
            .noneMatch(other -> AGE.compare(other, namespace) < 0);
    return isOldest ? namespace.name() : withId(namespace);
  }

  /** The namespace of a discovery name. */
  static Optional<Namespace> find(String httpName, Catalog catalog) {
    var oldest =
        catalog.namespacesNamed(httpName).stream()
            .filter(n -> n.name().equals(httpName))
            .findFirst();
    int cut = httpName.lastIndexOf(ID_BEGINS);
    return oldest.isPresent() || cut < 0
        ? oldest
        : catalog.namespacesNamed(httpName.substring(0, cut)).stream()
            .filter(n -> httpName.equals(withId(n)))
            .findFirst();
  }

  private static String withId(Namespace namespace) {
    return namespace.name() + "-" + namespace.id();
  }
}
