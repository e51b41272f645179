package io.fairlead.dns.zone;

import io.fairlead.catalog.Namespace;
import io.fairlead.catalog.ServiceEndpoints;
import io.fairlead.dns.message.DnsName;
import io.fairlead.dns.message.RecordTypes;
import io.fairlead.dns.message.RecordValue;
import io.fairlead.dns.message.ResourceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects what one zone holds. */
final class ZoneBuilder {
  private static final DnsName SERVER_LABEL = DnsName.parse("ns1").orElseThrow();
  private static final DnsName MAILBOX_LABEL = DnsName.parse("hostmaster").orElseThrow();

  /** Revisions and creation times are micro- and milliseconds; a serial has 32 bits. */
  private static final long MICROS_PER_SECOND = 1_000_000;

  private static final long MICROS_PER_MILLI = 1_000;

  private final DnsName apex;
  private final int soaTtlSeconds;
  private final Map<DnsName, Owner> owners = new HashMap<>();
  private long newestMicros;

  ZoneBuilder(DnsName apex, Namespace namespace) {
    this.apex = apex;
    this.soaTtlSeconds = Ttl.of(namespace.soaTtlSeconds());
    this.newestMicros = namespace.createdAtMillis() * MICROS_PER_MILLI;
  }

  /** Adds a service; of two with one name the first one stays. */
  void add(ServiceEndpoints service) {
    newestMicros = Math.max(newestMicros, service.revision());
    if (service.service().dnsConfig() == null) {
      return;
    }
    // The name "." means the namespace itself (Cloud Map API, CreateService): no labels before it.
    DnsName.parse(service.service().name())
        .flatMap(this::in)
        .ifPresent(name -> new ServiceOwners(name, service).tell(this::put));
  }

  /**
   * The zone.
   *
   * @param negativeTtlMax shortens how long negative answers may be kept
   */
  Zone build(NameServer nameServer, int negativeTtlMax) {
    // A namespace of 250 characters has no room for ns1: then the server is the zone itself.
    var server = in(SERVER_LABEL).orElse(apex);
    int negativeTtl = Math.min(soaTtlSeconds, negativeTtlMax);
    var soa =
        new RecordValue.Soa(
            server,
            in(MAILBOX_LABEL).orElse(apex),
            (int) (newestMicros / MICROS_PER_SECOND),
            soaTtlSeconds);
    put(server, nameServer.owner(soaTtlSeconds));
    var published = owners.getOrDefault(apex, Owner.EMPTY);
    owners.put(apex, apexOwner(soa, server).and(withoutCname(published)));
    return new Zone(apex, new ResourceRecord(apex, negativeTtl, soa), Map.copyOf(owners));
  }

  private Owner apexOwner(RecordValue.Soa soa, DnsName server) {
    return new Owner(
        Map.of(
            RecordTypes.SOA, RecordSet.all(soaTtlSeconds, List.of(soa)),
            RecordTypes.NS, RecordSet.all(soaTtlSeconds, List.of(new RecordValue.Ns(server)))));
  }

  /** Nothing may stand beside a CNAME (RFC 1034 §3.6.2), and a zone needs its SOA. */
  private static Owner withoutCname(Owner owner) {
    var sets = new HashMap<>(owner.sets());
    sets.remove(RecordTypes.CNAME);
    return new Owner(sets);
  }

  private Optional<DnsName> in(DnsName relative) {
    return relative.under(apex);
  }

  /** Puts an owner, and every name between it and the apex. */
  private void put(DnsName name, Owner owner) {
    owners.merge(name, owner, Owner::and);
    if (name.equals(apex)) {
      return;
    }
    for (var n = name.parent(); !n.equals(apex) && !owners.containsKey(n); n = n.parent()) {
      owners.put(n, Owner.EMPTY);
    }
  }
}
