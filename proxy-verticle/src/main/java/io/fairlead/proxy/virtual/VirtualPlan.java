package io.fairlead.proxy.virtual;

import io.fairlead.proxy.route.AliasPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which names are to be listened for, where, at one state of the catalog; immutable and pure. When
 * there are more than may be, those that were there before stay, and new ones come in the order of
 * their names.
 */
final class VirtualPlan {
  private static final int PORT_MAX = 65535;

  /** What does not change. */
  private record Bounds(VirtualRange range, int listenersMax) {}

  private final Bounds bounds;
  private final VirtualAddresses addresses;
  private final Map<String, VirtualName> names = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int leftOut;

  private VirtualPlan(Bounds bounds, VirtualAddresses addresses) {
    this.bounds = bounds;
    this.addresses = addresses;
  }

  /** Before anything is known. */
  static VirtualPlan empty(VirtualRange range, int listenersMax) {
    return new VirtualPlan(
        new Bounds(range, listenersMax), VirtualAddresses.none(range, listenersMax));
  }

  /**
   * The plan after a change.
   *
   * @param complete whether these are all aliases that there are; while they are not, no name goes
   */
  VirtualPlan next(Collection<AliasPort> aliases, boolean complete) {
    Map<String, SortedSet<Integer>> wanted = new TreeMap<>();
    Set<String> unusable = new TreeSet<>();
    for (var alias : aliases) {
      if (isUsable(alias)) {
        want(wanted, alias.name(), List.of(alias.port()));
      } else {
        unusable.add(alias.toString());
      }
    }
    if (!complete) {
      names.forEach((name, held) -> want(wanted, name, held.ports()));
    }
    var tooMany = limit(wanted);
    var next = new VirtualPlan(bounds, addresses.with(wanted.keySet()));
    var homeless = next.settle(wanted);
    next.complain(unusable, "only host names other than localhost, and ports to 65535, have one");
    next.complain(tooMany, "egress.virtualListenersMax = " + bounds.listenersMax + " is reached");
    next.complain(homeless, "egress.virtualRange = " + bounds.range + " is used up");
    return next;
  }

  private static boolean isUsable(AliasPort alias) {
    return HostName.isUsable(alias.name()) && alias.port() > 0 && alias.port() <= PORT_MAX;
  }

  private static void want(
      Map<String, SortedSet<Integer>> wanted, String name, List<Integer> ports) {
    wanted.computeIfAbsent(name, n -> new TreeSet<>()).addAll(ports);
  }

  /** Takes away what is beyond the limit, and tells which names that are. */
  private Set<String> limit(Map<String, SortedSet<Integer>> wanted) {
    Set<String> order = new LinkedHashSet<>(names.keySet());
    order.retainAll(wanted.keySet());
    order.addAll(wanted.keySet());
    Set<String> tooMany = new TreeSet<>();
    int listeners = 0;
    for (String name : order) {
      int ports = wanted.get(name).size();
      if (listeners + ports > bounds.listenersMax) {
        wanted.remove(name);
        tooMany.add(name);
      } else {
        listeners += ports;
      }
    }
    return tooMany;
  }

  /** Takes in the names that got an address, and tells which got none. */
  private Set<String> settle(Map<String, SortedSet<Integer>> wanted) {
    Set<String> homeless = new TreeSet<>();
    wanted.forEach(
        (name, ports) -> {
          int address = addresses.addressOf(name);
          if (address == VirtualAddresses.NONE) {
            homeless.add(name);
          } else {
            names.put(name, new VirtualName(name, address, List.copyOf(ports)));
          }
        });
    return homeless;
  }

  private void complain(Set<String> without, String why) {
    if (!without.isEmpty()) {
      String first = without.iterator().next();
      String others = without.size() == 1 ? "" : " and " + (without.size() - 1) + " more";
      complaints.add(
          "client alias '" + first + "'" + others + " without a virtual address: " + why);
      leftOut += without.size();
    }
  }

  /** In the order of their names. */
  Collection<VirtualName> names() {
    return names.values();
  }

  /** How many names, or names with a port, have no address. */
  int leftOut() {
    return leftOut;
  }

  /** Why they have none, one line for each reason. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
