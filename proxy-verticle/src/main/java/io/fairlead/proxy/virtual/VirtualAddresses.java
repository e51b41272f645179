package io.fairlead.proxy.virtual;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which name has which address; immutable and pure. A name's address follows from its hash, so that
 * it is the same after a restart and in any sidecar of the same range, unless two names of the
 * catalog want the same one: then the later takes the next that is free. Nothing moves a name while
 * it is here, and one that comes back finds its address again, as long as the range is not needed
 * for others and not more names left than are remembered.
 */
final class VirtualAddresses {
  /** The address of a name that has none. */
  static final int NONE = 0;

  private final VirtualRange range;
  private final int rememberedMax;
  private final Map<String, Integer> present;
  private final Map<String, Integer> gone;

  private VirtualAddresses(
      VirtualRange range,
      int rememberedMax,
      Map<String, Integer> present,
      Map<String, Integer> gone) {
    this.range = range;
    this.rememberedMax = rememberedMax;
    this.present = present;
    this.gone = gone;
  }

  /**
   * No name at all.
   *
   * @param rememberedMax how many names that are gone keep their address
   */
  static VirtualAddresses none(VirtualRange range, int rememberedMax) {
    return new VirtualAddresses(range, rememberedMax, Map.of(), Map.of());
  }

  /** The addresses of these names and no others; some have none when the range is too small. */
  VirtualAddresses with(Collection<String> names) {
    if (present.size() == names.size() && present.keySet().containsAll(names)) {
      return this;
    }
    Map<String, Integer> left = new LinkedHashMap<>(gone);
    left.putAll(present);
    left.keySet().removeAll(names);
    Map<String, Integer> now = new TreeMap<>();
    for (String name : names) {
      Integer held = present.getOrDefault(name, gone.get(name));
      if (held != null) {
        now.put(name, held);
      }
    }
    assign(names, now, left);
    forget(left);
    return new VirtualAddresses(range, rememberedMax, now, left);
  }

  /** In the order of names, so that the same catalog gives the same addresses. */
  private void assign(
      Collection<String> names, Map<String, Integer> now, Map<String, Integer> left) {
    Set<Integer> taken = new HashSet<>(now.values());
    taken.addAll(left.values());
    for (String name : new TreeSet<>(names)) {
      if (!now.containsKey(name)) {
        if (taken.size() == range.size() && !left.isEmpty()) {
          taken.remove(removeOldest(left));
        }
        if (taken.size() < range.size()) {
          int address = firstFree(name, taken);
          taken.add(address);
          now.put(name, address);
        }
      }
    }
  }

  private int firstFree(String name, Set<Integer> taken) {
    int index = Math.floorMod(spread(name.hashCode()), range.size());
    while (taken.contains(range.address(index))) {
      index = (index + 1) % range.size();
    }
    return range.address(index);
  }

  /** Names that differ in their last letter are not to be neighbours (MurmurHash3's last step). */
  private static int spread(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  private void forget(Map<String, Integer> left) {
    while (left.size() > rememberedMax) {
      removeOldest(left);
    }
  }

  private static int removeOldest(Map<String, Integer> left) {
    Iterator<Integer> oldest = left.values().iterator();
    int address = oldest.next();
    oldest.remove();
    return address;
  }

  /** The address of a name, {@link #NONE} when it is not here or the range was too small. */
  int addressOf(String name) {
    return present.getOrDefault(name, NONE);
  }
}
