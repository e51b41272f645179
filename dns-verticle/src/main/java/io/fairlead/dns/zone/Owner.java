package io.fairlead.dns.zone;

import java.util.HashMap;
import java.util.Map;

/**
 * What is published at one name, by record type. A name with nothing at it exists because a longer
 * one does (an empty non-terminal, RFC 8020) or because its service has no instances yet.
 */
record Owner(Map<Integer, RecordSet> sets) {
  static final Owner EMPTY = new Owner(Map.of());

  Owner {
    sets = Map.copyOf(sets);
  }

  /** The values of this type, null when there are none. */
  RecordSet find(int type) {
    return sets.get(type);
  }

  /** Both; where both have a type, this owner's. */
  Owner and(Owner other) {
    if (sets.isEmpty()) {
      return other;
    }
    var joined = new HashMap<>(other.sets);
    joined.putAll(sets);
    return new Owner(joined);
  }
}
