package io.fairlead.registry.catalog;

import io.fairlead.catalog.Instance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one service of two copies that were changed apart from each other, as happens when the
 * cluster splits: the definition of the higher revision wins, and instance by instance the copy
 * that touched it last, be it by removing it. So nothing that either half acknowledged is lost.
 */
public final class ServiceMerge {
  private ServiceMerge() {}

  /** Returns one of the two, the same object, when it knows all that the other does. */
  public static StoredService of(StoredService one, StoredService other) {
    boolean inOrder = one.revision() < other.revision();
    var older = inOrder ? one : other;
    var newer = inOrder ? other : one;
    if (newer.isRemoved() || older.isRemoved()) {
      return newer;
    }
    Map<String, Instance> instances = new HashMap<>();
    Map<String, Long> stamps = new HashMap<>();
    for (String id : touched(newer, older)) {
      var last = newer.stamp(id) >= older.stamp(id) ? newer : older;
      stamps.put(id, last.stamp(id));
      var instance = last.instance(id);
      if (instance != null) {
        instances.put(id, instance);
      }
    }
    if (instances.equals(newer.entry().instances())) {
      return newer;
    }
    return newer.withEntry(
        newer.entry().service(),
        instances,
        newer.revision() + 1,
        Math.max(newer.entry().instancesRevision(), older.entry().instancesRevision()) + 1,
        stamps);
  }

  private static Set<String> touched(StoredService newer, StoredService older) {
    Set<String> ids = new HashSet<>(newer.stamps().keySet());
    ids.addAll(older.stamps().keySet());
    return ids;
  }
}
