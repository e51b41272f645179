package io.fairlead.node.link;

import static io.fairlead.catalog.bus.BusAddress.DEREGISTER;
import static io.fairlead.catalog.bus.BusAddress.ENDPOINTS_CHANGED;
import static io.fairlead.catalog.bus.BusAddress.NAMESPACE_CHANGED;
import static io.fairlead.catalog.bus.BusAddress.NAMESPACE_REMOVED;
import static io.fairlead.catalog.bus.BusAddress.REGISTER;
import static io.fairlead.catalog.bus.BusAddress.RENEW;
import static io.fairlead.catalog.bus.BusAddress.SERVICE_REMOVED;
import static io.fairlead.catalog.bus.BusAddress.SNAPSHOT;

import io.fairlead.catalog.bus.BusAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a process is to the registry, and with it what it may do over its link: this table is the
 * only place that says so, and the registry node is the one that goes by it. A role is what a link
 * claims in its first frame; nothing proves the claim as long as links have no identity, so the
 * table guards against mistakes, and the registry's private address against everybody else.
 */
@SuppressWarnings("ImmutableEnumChecker") // The sets are unmodifiable, which their type cannot say.
public enum LinkRole {
  /** Whoever says nothing of itself: the least there is. */
  READER(Events.ALL, Set.of(SNAPSHOT)),
  /** A DNS server. */
  DNS(Events.ALL, Set.of(SNAPSHOT)),
  /** A console. */
  CONSOLE(Events.ALL, Set.of(SNAPSHOT)),
  /** A sidecar: a reader that holds the leases of its task. */
  SIDECAR(Events.ALL, Set.of(SNAPSHOT, REGISTER, RENEW, DEREGISTER));

  private static final class Events {
    static final Set<BusAddress> ALL =
        Set.of(NAMESPACE_CHANGED, NAMESPACE_REMOVED, ENDPOINTS_CHANGED, SERVICE_REMOVED);
  }

  private final Set<String> listens;
  private final Set<String> sends;

  LinkRole(Set<BusAddress> listens, Set<BusAddress> sends) {
    this.listens = names(listens);
    this.sends = names(sends);
  }

  private static Set<String> names(Set<BusAddress> addresses) {
    return addresses.stream().map(BusAddress::address).collect(Collectors.toUnmodifiableSet());
  }

  /** How it is spelled in a {@code hello} frame and in labels. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of this spelling. */
  public static Optional<LinkRole> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findAny();
  }

  /** Whether it may be told of events at this address of the bus. */
  public boolean mayListenTo(String address) {
    return listens.contains(address);
  }

  /** Whether it may ask at this address of the bus. */
  public boolean maySendTo(String address) {
    return sends.contains(address);
  }
}
