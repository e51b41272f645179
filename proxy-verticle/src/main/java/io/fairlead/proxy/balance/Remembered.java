package io.fairlead.proxy.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What follows from immutable things that stay the same objects for a while, as a route's list of
 * endpoints: worked out once for each. Any thread; looking it up takes no lock. Keeps the last
 * {@value #MAX}.
 *
 * @param <K> told apart as objects, not by what they hold
 */
final class Remembered<K, T> {
  static final int MAX = 8;

  private record Entry<K, T>(K of, T value) {}

  private volatile List<Entry<K, T>> newestFirst = List.of();

  /** What was worked out for this one, now or before. */
  T of(K key, Function<K, T> work) {
    var held = find(key);
    return held != null ? held.value : worked(key, work);
  }

  /** The newest value of this kind, null for none. */
  T any(Predicate<T> wanted) {
    for (var entry : newestFirst) {
      if (wanted.test(entry.value)) {
        return entry.value;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // comparing what they hold would cost as much as working
  private Entry<K, T> find(K key) {
    var entries = newestFirst;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).of == key) {
        return entries.get(i);
      }
    }
    return null;
  }

  private synchronized T worked(K key, Function<K, T> work) {
    var held = find(key);
    if (held != null) {
      return held.value;
    }
    List<Entry<K, T>> next = new ArrayList<>(newestFirst);
    next.add(0, new Entry<>(key, work.apply(key)));
    newestFirst = List.copyOf(next.subList(0, Math.min(next.size(), MAX)));
    return newestFirst.get(0).value;
  }
}
