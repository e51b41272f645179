package io.fairlead.proxy.exchange;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The subsets of one route that were asked for; any thread. Goes with the route, that is with the
 * next change of its service. All are equal: two routes are not different because more was asked of
 * one of them.
 */
public final class Subsets {
  /** A policy names few; who asks for more gets them made each time. */
  static final int MAX = 64;

  private final ConcurrentMap<Map<String, String>, Route> made = new ConcurrentHashMap<>();

  Subsets() {}

  Route of(Map<String, String> attributes, Function<Map<String, String>, Route> make) {
    var held = made.get(attributes);
    if (held != null) {
      return held;
    }
    return made.size() < MAX
        ? made.computeIfAbsent(Map.copyOf(attributes), make)
        : make.apply(attributes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subsets;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
