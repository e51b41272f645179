package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.zone.Candidate;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The DNS nodes as every zone names them: {@code ns1.<zone>}, {@code ns2.<zone>} … All nodes are
 * told the same, so that all zones say the same whoever is asked.
 */
public final class NameServers {
  private static final Predicate<RecordValue> STANDS_FOR_ALL =
      v -> v.equals(new RecordValue.A(0)) || v.equals(new RecordValue.Aaaa(0, 0));

  /** Empty where the address is not known, as for a server that listens on all of them. */
  private final List<Optional<RecordValue>> addresses;

  private NameServers(List<Optional<RecordValue>> addresses) {
    this.addresses = addresses;
  }

  /**
   * Reads the addresses under which askers reach the nodes.
   *
   * @param texts IP addresses, at least one; anything else, and those that stand for all, is
   *     unknown
   */
  public static NameServers at(List<String> texts) {
    return new NameServers(
        texts.stream()
            .map(t -> Addresses.ipv4(t).or(() -> Addresses.ipv6(t)).filter(STANDS_FOR_ALL.negate()))
            .toList());
  }

  /** The server that a zone's SOA names. */
  DnsName primary(DnsName apex) {
    return name(0, apex);
  }

  /** A namespace of 250 characters has no room for ns1: then the server is the zone itself. */
  private static DnsName name(int index, DnsName apex) {
    return DnsName.parse("ns" + (index + 1)).flatMap(l -> l.under(apex)).orElse(apex);
  }

  /** The zone's NS records, with the addresses of the servers. */
  List<RecordSet> records(DnsName apex, int ttlSeconds) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      var server = name(i, apex);
      var additional =
          addresses.get(i).map(a -> RecordSet.all(server, ttlSeconds, List.of(a)).records());
      candidates.add(
          new Candidate(new RecordValue.Ns(server), true, 1, additional.orElse(List.of())));
    }
    return List.of(RecordSet.of(apex, ttlSeconds, RecordSet.Choice.ALL, candidates));
  }

  /** The servers' own names, all but those whose address is unknown. */
  List<Owner> owners(Zone zone) {
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      var server = name(i, zone.apex());
      var sets =
          addresses
              .get(i)
              .map(a -> List.of(RecordSet.all(server, zone.ttlSeconds(), List.of(a))))
              .orElse(List.of());
      owners.add(new Owner(server, zone, sets));
    }
    return owners;
  }
}
