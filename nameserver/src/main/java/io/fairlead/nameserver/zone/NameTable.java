package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Name;
import io.fairlead.nameserver.message.Query;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every name that is answered for, apexes and empty non-terminals too. One thread changes it, any
 * number of event loops ask it meanwhile: each name changes at once, the table does not.
 */
public final class NameTable {
  private final ConcurrentHashMap<Name, Owner> owners = new ConcurrentHashMap<>();

  /** Puts or replaces what is at a name. */
  public void put(Owner owner) {
    owners.put(owner.name(), owner);
  }

  /** Takes a name away. */
  public void remove(DnsName name) {
    owners.remove(name);
  }

  /** What is at exactly this name, null when the table does not hold it. */
  public Owner get(Name name) {
    return owners.get(name);
  }

  /**
   * Looks further when a name is not in the table itself.
   *
   * @return what is there, which the name above it knows; or else the closest name above it that
   *     exists, which knows the zone; null when the name is in no zone
   */
  Owner beyond(Query query) {
    for (int skipped = 1; skipped <= query.labels(); skipped++) {
      var nearest = owners.get(query.name(skipped));
      if (nearest != null) {
        var below = nearest.find(query.name(0));
        return below == null ? nearest : below;
      }
    }
    return null;
  }

  /** The same for a name by itself, which may be in the table. */
  Owner closest(DnsName name) {
    var nearest = owners.get(name);
    for (var n = name; nearest == null && !n.isRoot(); ) {
      n = n.parent();
      nearest = owners.get(n);
      if (nearest != null) {
        var below = nearest.find(name);
        nearest = below == null ? nearest : below;
      }
    }
    return nearest;
  }
}
