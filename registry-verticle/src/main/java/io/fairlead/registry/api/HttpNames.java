package io.fairlead.registry.api;

import io.fairlead.catalog.Namespace;
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

  private HttpNames() {}

  /** The discovery name of one of {@code all}. */
  static String of(Namespace namespace, Collection<Namespace> all) {
    boolean isOldest =
        all.stream()
            .filter(other -> other.name().equals(namespace.name()))
            .noneMatch(other -> AGE.compare(other, namespace) < 0);
    return isOldest ? namespace.name() : withId(namespace);
  }

  /** The namespace of a discovery name. */
  static Optional<Namespace> find(String httpName, Collection<Namespace> all) {
    var oldest = all.stream().filter(n -> n.name().equals(httpName)).min(AGE);
    return oldest.isPresent()
        ? oldest
        : all.stream().filter(n -> httpName.equals(withId(n))).findFirst();
  }

  private static String withId(Namespace namespace) {
    return namespace.name() + "-" + namespace.id();
  }
}
