package io.fairlead.dns.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.Query;
import io.fairlead.nameserver.message.RecordTypes;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import io.fairlead.nameserver.message.Response;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names under which AWS clients find the registry. They put {@code data-} before the host of a
 * custom endpoint when they discover instances, whether it is a name or an address: {@code
 * http://127.0.0.1:7070} becomes {@code http://data-127.0.0.1:7070} (Cloud Map API, host prefix).
 */
public final class RegistryNames {
  private static final String PREFIX = "data-";
  private static final int TTL_SECONDS = 60;
  private static final int ADDRESS_LABELS = 4;

  private final List<DnsName> names;
  private final List<RecordValue> addresses;

  private RegistryNames(List<DnsName> names, List<RecordValue> addresses) {
    this.names = names;
    this.addresses = addresses;
  }

  /**
   * Reads what the registry is called and where it is.
   *
   * @param name a domain name; null or empty for none
   * @param hosts IP addresses of registry nodes; anything else is passed over
   */
  public static RegistryNames of(String name, List<String> hosts) {
    var names =
        name == null || name.isEmpty()
            ? List.<DnsName>of()
            : Stream.of(name, PREFIX + name).flatMap(n -> DnsName.parse(n).stream()).toList();
    var addresses =
        hosts.stream()
            .map(h -> Addresses.ipv4(h).or(() -> Addresses.ipv6(h)).orElse(null))
            .filter(Objects::nonNull)
            .toList();
    return new RegistryNames(names, addresses);
  }

  /** The registry's own name, with and without the prefix; each is a zone of its own. */
  List<Owner> owners(Zone.Source source) {
    return names.stream()
        .map(name -> new Owner(name, new Zone(name, name, name, TTL_SECONDS, source), sets(name)))
        .toList();
  }

  private List<RecordSet> sets(DnsName name) {
    List<RecordSet> sets = new ArrayList<>();
    for (int type : List.of(RecordTypes.A, RecordTypes.AAAA)) {
      var values = addresses.stream().filter(v -> v.type() == type).toList();
      if (!values.isEmpty()) {
        sets.add(RecordSet.all(name, TTL_SECONDS, values));
      }
    }
    return sets;
  }

  /**
   * Answers for an IPv4 address with the prefix, as itself.
   *
   * @return false when the question is about anything else
   */
  boolean answer(Query query, Response response) {
    if (query.labels() != ADDRESS_LABELS) {
      return false;
    }
    var name = query.name(0).toName();
    var address = prefixed(name);
    if (address.isEmpty()) {
      return false;
    }
    response.authoritative();
    if (query.type() == RecordTypes.A || query.type() == RecordTypes.ANY) {
      response.answer(new ResourceRecord(name, TTL_SECONDS, address.get()));
    } else {
      var soa = new RecordValue.Soa(name, name, 1, TTL_SECONDS);
      response.authority(new ResourceRecord(name, TTL_SECONDS, soa));
    }
    return true;
  }

  private static Optional<RecordValue> prefixed(DnsName name) {
    String text = name.toString();
    return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? Addresses.ipv4(text.substring(PREFIX.length(), text.length() - 1))
        : Optional.empty();
  }
}
