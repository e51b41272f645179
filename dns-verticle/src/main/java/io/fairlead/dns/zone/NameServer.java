package io.fairlead.dns.zone;

import io.fairlead.dns.message.RecordValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This server as its zones name it: {@code ns1.<zone>}.
 *
 * @param address null when it is not known, as for a server that listens on all addresses
 */
record NameServer(Optional<RecordValue> address) {

  /**
   * Reads the address under which askers reach this server.
   *
   * @param text an IP address; anything else, and the addresses that stand for all, is unknown
   */
  static NameServer at(String text) {
    return new NameServer(
        Addresses.ipv4(text)
            .or(() -> Addresses.ipv6(text))
            .filter(a -> !a.equals(new RecordValue.A(0)))
            .filter(a -> !a.equals(new RecordValue.Aaaa(0, 0))));
  }

  Owner owner(int ttlSeconds) {
    Map<Integer, RecordSet> sets = new HashMap<>();
    address.ifPresent(a -> sets.put(a.type(), RecordSet.all(ttlSeconds, List.of(a))));
    return new Owner(sets);
  }
}
