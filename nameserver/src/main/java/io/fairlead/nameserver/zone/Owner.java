package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Name;
import java.util.List;

/**
 * What is published at one name. A name with nothing at it exists because a longer one does (an
 * empty non-terminal, RFC 8020) or because its service has no instances yet. Safe for any thread.
 */
public class Owner {
  private final DnsName name;
  private final Zone zone;
  private final RecordSet[] sets;

  /**
   * @param zone which answers for it
   * @param sets at most one of each type
   */
  public Owner(DnsName name, Zone zone, List<RecordSet> sets) {
    this.name = name;
    this.zone = zone;
    this.sets = sets.toArray(RecordSet[]::new);
  }

  /** A name with nothing at it. */
  public static Owner empty(DnsName name, Zone zone) {
    return new Owner(name, zone, List.of());
  }

  /** Its name, as published. */
  public final DnsName name() {
    return name;
  }

  /** The zone that answers for it. */
  public final Zone zone() {
    return zone;
  }

  /** Whether the name is only there for longer ones. */
  public final boolean isEmpty() {
    return sets.length == 0;
  }

  /** The values of this type, null when there are none. */
  public RecordSet find(int type) {
    for (var set : sets) {
      if (set.type() == type) {
        return set;
      }
    }
    return null;
  }

  /**
   * What is at a name below this one that the table does not hold; null when there is nothing.
   *
   * @param below ends with this name
   */
  public Owner find(Name below) {
    return null;
  }
}
