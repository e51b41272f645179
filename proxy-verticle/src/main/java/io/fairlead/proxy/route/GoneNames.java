package io.fairlead.proxy.route;

import io.fairlead.proxy.exchange.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The names that led somewhere until lately: who asks for one is told that it is gone, instead of
 * that it never was. A name that leads somewhere is never among them. Immutable and pure.
 */
final class GoneNames {
  static final GoneNames NONE = new GoneNames(Map.of(), Map.of(), Map.of());

  /**
   * The names of one table.
   *
   * @param known all of {@code aliases} and {@code anyPort} and those that nobody has because
   *     several services claim them
   */
  record Present(
      Map<String, Route> aliases,
      Map<String, Route> anyPort,
      Set<AliasPort> ports,
      Set<String> known) {
    static final Present NOTHING = new Present(Map.of(), Map.of(), Set.of(), Set.of());

    Route find(String canonical) {
      var route = aliases.get(canonical);
      return route != null ? route : anyPort.get(RouteNames.hostOf(canonical));
    }
  }

  private final Map<String, GoneName> aliases;
  private final Map<String, GoneName> anyPort;
  private final Map<AliasPort, GoneName> ports;

  private GoneNames(
      Map<String, GoneName> aliases,
      Map<String, GoneName> anyPort,
      Map<AliasPort, GoneName> ports) {
    this.aliases = aliases;
    this.anyPort = anyPort;
    this.ports = ports;
  }

  /** Those after a change. */
  GoneNames next(Present before, Present after, GonePolicy policy, Instant now) {
    if (policy.timeout().isZero()) {
      return NONE;
    }
    return new GoneNames(
        next(aliases, before.aliases.keySet(), before::find, after.known, policy, now),
        next(anyPort, before.anyPort.keySet(), before::find, after.known, policy, now),
        next(ports, before.ports, p -> before.find(p.toString()), after.ports, policy, now));
  }

  private static <K> Map<K, GoneName> next(
      Map<K, GoneName> gone,
      Set<K> before,
      Function<K, Route> routes,
      Set<K> after,
      GonePolicy policy,
      Instant now) {
    Map<K, GoneName> next = new LinkedHashMap<>();
    gone.forEach(
        (name, held) -> {
          if (!after.contains(name) && !policy.isOver(held, now)) {
            next.put(name, held);
          }
        });
    for (K name : before) {
      if (!after.contains(name)) {
        var route = routes.apply(name);
        next.put(name, new GoneName(route.name(), route.protocol(), now));
      }
    }
    var oldest = next.keySet().iterator();
    for (int tooMany = next.size() - policy.namesMax(); tooMany > 0; tooMany--) {
      oldest.next();
      oldest.remove();
    }
    return next;
  }

  /** Whether any of them is to be forgotten by now. */
  boolean isAnyOver(GonePolicy policy, Instant now) {
    return aliases.values().stream().anyMatch(g -> policy.isOver(g, now))
        || anyPort.values().stream().anyMatch(g -> policy.isOver(g, now))
        || ports.values().stream().anyMatch(g -> policy.isOver(g, now));
  }

  /** What is remembered of a name, looked up as routes are; null for nothing. */
  GoneName find(String canonical) {
    var gone = aliases.get(canonical);
    return gone != null ? gone : anyPort.get(RouteNames.hostOf(canonical));
  }

  /** The ports of client aliases, each with its name. */
  Set<AliasPort> ports() {
    return ports.keySet();
  }

  /** All names, in order. */
  SortedMap<String, GoneName> all() {
    SortedMap<String, GoneName> all = new TreeMap<>(anyPort);
    all.putAll(aliases);
    return all;
  }
}
