package io.fairlead.proxy.exchange;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a stage remembers of each service across routing tables; safe for any thread. Bounded by the
 * catalog: {@link #retain} forgets services that are gone.
 *
 * @param <T> safe for any thread
 */
public final class PerService<T> {
  private record Held<T>(Object policy, T value) {}

  private final ConcurrentMap<String, Held<T>> byServiceId = new ConcurrentHashMap<>();
  private final Function<Route, ?> policy;
  private final BiFunction<Route, T, T> create;

  /** What does not depend on the service's policy. */
  public PerService(Function<Route, T> create) {
    this(route -> null, (route, before) -> create.apply(route));
  }

  /**
   * What follows the service's policy.
   *
   * @param policy the part of it that matters, null for none; immutable
   * @param create makes the first one, and another one when that part has changed: of the route and
   *     of the one before, null for none
   */
  public PerService(Function<Route, ?> policy, BiFunction<Route, T, T> create) {
    this.policy = policy;
    this.create = create;
  }

  /** The service's, created at first sight. */
  public T of(Route route) {
    var held = byServiceId.get(route.serviceId());
    Object wanted = policy.apply(route);
    return held != null && isSame(held.policy, wanted) ? held.value : renewed(route, wanted);
  }

  /** Most routes share the policy of the one before; those of a new table may only be equal. */
  @SuppressWarnings("ReferenceEquality") // a quick way past equals, which follows
  private static boolean isSame(Object policy, Object wanted) {
    return policy == wanted;
  }

  private T renewed(Route route, Object wanted) {
    return byServiceId.compute(route.serviceId(), (id, before) -> next(before, route, wanted))
        .value;
  }

  private Held<T> next(Held<T> before, Route route, Object wanted) {
    if (before != null && Objects.equals(before.policy, wanted)) {
      return new Held<>(wanted, before.value);
    }
    return new Held<>(wanted, create.apply(route, before == null ? null : before.value));
  }

  /** Forgets every service that is not among these, and tells which. */
  public void retain(Set<String> serviceIds, BiConsumer<String, T> forgotten) {
    byServiceId.forEach(
        (id, held) -> {
          if (!serviceIds.contains(id) && byServiceId.remove(id, held)) {
            forgotten.accept(id, held.value);
          }
        });
  }
}
