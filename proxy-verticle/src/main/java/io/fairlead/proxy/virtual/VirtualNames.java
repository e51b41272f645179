package io.fairlead.proxy.virtual;

import io.fairlead.proxy.route.AliasPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The virtual addresses that lead somewhere now: what a resolver may answer with. Written by one
 * context, read by any thread.
 */
public final class VirtualNames {
  private volatile SortedMap<String, InetAddress> addresses = new TreeMap<>();
  private volatile List<VirtualStatus> statuses = List.of();
  private volatile Map<InetSocketAddress, AliasPort> aliases = Map.of();
  private Consumer<Map<String, InetAddress>> listener = changed -> {};
  private Consumer<List<VirtualStatus>> follower = present -> {};
  private volatile Map<String, InetAddress> told;
  private volatile boolean complete;

  /**
   * The address of a name, without regard to case or a dot at its end; nothing when no alias goes
   * by it or its listeners are not open.
   */
  public Optional<InetAddress> addressOf(String name) {
    return Optional.ofNullable(addresses.get(HostName.canonical(name)));
  }

  /** Which client alias has this address and port, told or not; null for none; any thread. */
  public AliasPort aliasAt(InetSocketAddress address) {
    return aliases.get(address);
  }

  /** Every name of the plan, in order, for people. */
  public List<VirtualStatus> statuses() {
    return statuses;
  }

  /**
   * Called with all names and addresses, in order, when they have changed, from the time on when
   * they are settled; must not block.
   */
  void onChange(Consumer<Map<String, InetAddress>> told) {
    listener = told;
  }

  /**
   * Called with every name of the plan whenever something has become of one, told or not; must not
   * block. To be set before anything is published.
   */
  public void onStatus(Consumer<List<VirtualStatus>> present) {
    follower = present;
  }

  /** Whether the plan holds every alias that there is; any thread. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether names have been settled and told once; any thread. */
  public boolean isTold() {
    return told != null;
  }

  /** To be said after the names that it is about were published. */
  void complete(boolean isComplete) {
    complete = isComplete;
  }

  /**
   * Replaces everything.
   *
   * @param settled whether nothing more is about to come; what an earlier process told holds until
   *     then
   */
  void publish(List<VirtualStatus> present, boolean settled) {
    statuses = List.copyOf(present);
    aliases = aliases(present);
    follower.accept(statuses);
    SortedMap<String, InetAddress> changed = new TreeMap<>();
    for (var status : present) {
      if (status.published()) {
        changed.put(status.name(), address(status.address()));
      }
    }
    addresses = changed;
    if (!changed.equals(told) && (told != null || settled)) {
      told = changed;
      listener.accept(changed);
    }
  }

  private static Map<InetSocketAddress, AliasPort> aliases(List<VirtualStatus> present) {
    Map<InetSocketAddress, AliasPort> aliases = new HashMap<>();
    for (var status : present) {
      var address = address(status.address());
      for (int port : status.ports().keySet()) {
        aliases.put(new InetSocketAddress(address, port), new AliasPort(status.name(), port));
      }
    }
    return aliases;
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByAddress(Ipv4.bytes(Ipv4.loopback(text)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text + " has four bytes", e);
    }
  }
}
