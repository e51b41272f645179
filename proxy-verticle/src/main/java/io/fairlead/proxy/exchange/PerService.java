package io.fairlead.proxy.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What a stage remembers of each service across routing tables; safe for any thread. Bounded by the
 * catalog: {@link #retain} forgets services that are gone.
 *
 * @param <T> safe for any thread
 */
public final class PerService<T> {
  private final ConcurrentMap<String, T> byServiceId = new ConcurrentHashMap<>();
  private final Function<Route, T> create;

  public PerService(Function<Route, T> create) {
    this.create = create;
  }

  /** The service's, created at first sight. */
  public T of(Route route) {
    T held = byServiceId.get(route.serviceId());
    return held != null
        ? held
        : byServiceId.computeIfAbsent(route.serviceId(), id -> create.apply(route));
  }

  /** Forgets every service that is not among these, and tells which. */
  public void retain(Set<String> serviceIds, BiConsumer<String, T> forgotten) {
    byServiceId.forEach(
        (id, held) -> {
          if (!serviceIds.contains(id) && byServiceId.remove(id, held)) {
            forgotten.accept(id, held);
          }
        });
  }
}
