package io.fairlead.dns.zone;

import io.fairlead.catalog.Endpoint;
import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.zone.Candidate;
import io.fairlead.nameserver.zone.NameTable;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The way from the addresses of instances back to their names (RFC 1035 §3.5, RFC 3596 §2.5). Each
 * address that is known is a zone of its own; others are nobody's here. Changed by one thread.
 */
final class ReverseNames {
  private static final int TTL_SECONDS = 15;

  private final NameTable table;
  private final Zone.Source source;

  /** Instances at an address; a service of several may have one twice, so they are counted. */
  private final Map<DnsName, Map<String, Place>> places = new HashMap<>();

  private record Place(DnsName host, int count) {}

  /** An address of an instance. */
  private record At(String instanceId, String address) {}

  ReverseNames(NameTable table, Zone.Source source) {
    this.table = table;
    this.source = source;
  }

  /** Takes over what became of a service; null when there was none, or is none. */
  void change(Horizon.Named before, Horizon.Named after) {
    var old = addresses(before);
    var now = addresses(after);
    boolean renamed = before != null && after != null && !before.name().equals(after.name());
    for (var at : old) {
      if (renamed || !now.contains(at)) {
        count(before.name(), at, -1);
      }
    }
    for (var at : now) {
      if (renamed || !old.contains(at)) {
        count(after.name(), at, 1);
      }
    }
  }

  private static Set<At> addresses(Horizon.Named service) {
    Set<At> all = new HashSet<>();
    if (service != null) {
      for (Endpoint e : service.service().endpoints()) {
        add(e.instanceId(), e.ipv4(), all);
        add(e.instanceId(), e.ipv6(), all);
      }
    }
    return all;
  }

  private static void add(String instanceId, String address, Set<At> all) {
    if (address != null) {
      all.add(new At(instanceId, address));
    }
  }

  private void count(DnsName service, At at, int step) {
    var host = InstanceNames.of(at.instanceId, service);
    var name = Addresses.reverse(at.address);
    if (host.isEmpty() || name.isEmpty()) {
      return;
    }
    var there = places.computeIfAbsent(name.get(), n -> new TreeMap<>());
    String key = host.get().toString();
    int count = step + (there.containsKey(key) ? there.get(key).count : 0);
    if (count > 0) {
      there.put(key, new Place(host.get(), count));
    } else {
      there.remove(key);
    }
    refresh(name.get(), there);
  }

  private void refresh(DnsName name, Map<String, Place> there) {
    if (there.isEmpty()) {
      places.remove(name);
      table.remove(name);
      return;
    }
    var zone = new Zone(name, name, name, TTL_SECONDS, source);
    var candidates =
        there.values().stream().map(p -> Candidate.of(new RecordValue.Ptr(p.host))).toList();
    var set = RecordSet.of(name, TTL_SECONDS, RecordSet.Choice.MULTIVALUE, candidates);
    table.put(new Owner(name, zone, List.of(set)));
  }
}
