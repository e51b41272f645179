package io.fairlead.registry.link;

import io.fairlead.catalog.bus.BusAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What links may reach: events to listen to, requests to send, nothing else of the bus. */
final class LinkAddresses {
  static final Set<String> EVENTS = of(BusAddress.Kind.EVENT);
  static final Set<String> REQUESTS = of(BusAddress.Kind.REQUEST);

  private LinkAddresses() {}

  private static Set<String> of(BusAddress.Kind kind) {
    return Arrays.stream(BusAddress.values())
        .filter(a -> a.kind() == kind)
        .map(BusAddress::address)
        .collect(Collectors.toUnmodifiableSet());
  }
}
