package io.fairlead.proxy.names;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.zone.NameTable;
import io.fairlead.nameserver.zone.Owner;
import io.fairlead.nameserver.zone.RecordSet;
import io.fairlead.nameserver.zone.Zone;
import io.fairlead.node.net.AddressRange;
import io.fairlead.proxy.virtual.VirtualStatus;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Client aliases as DNS tells them: each is a zone of its own with one address, and the address
 * leads back to it. A name that is in the plan but leads nowhere, since its listeners are not open
 * yet or somebody else has its port, is there without an address.
 *
 * <p>One context changes it, any number of event loops ask meanwhile.
 */
final class AliasTable {
  private final NameTable table = new NameTable();
  private final Map<String, VirtualStatus> present = new HashMap<>();
  private final int ttlSeconds;
  private final LongSupplier epochSeconds;
  private final Zone.Source source = new TableSource();
  private volatile int serial;

  private final class TableSource implements Zone.Source {
    @Override
    public int serial() {
      return serial;
    }

    @Override
    public int negativeTtlMax() {
      return ttlSeconds;
    }
  }

  /**
   * @param ttlSeconds of everything
   * @param epochSeconds the time, so that serials rise over restarts too
   */
  AliasTable(int ttlSeconds, LongSupplier epochSeconds) {
    this.ttlSeconds = ttlSeconds;
    this.epochSeconds = epochSeconds;
  }

  /** What there is to ask. */
  NameTable names() {
    return table;
  }

  /** Takes over what has become of every name; what is not among them is gone. */
  void follow(List<VirtualStatus> statuses) {
    Map<String, VirtualStatus> now = new HashMap<>();
    statuses.forEach(status -> now.put(status.name(), status));
    // First: an address may have gone from one name to another.
    for (var before : List.copyOf(present.values())) {
      if (!isSame(before, now.get(before.name()))) {
        remove(before);
      }
    }
    now.values().stream().filter(s -> !present.containsKey(s.name())).forEach(this::put);
  }

  private static boolean isSame(VirtualStatus before, VirtualStatus now) {
    return now != null
        && now.address().equals(before.address())
        && now.published() == before.published();
  }

  private void remove(VirtualStatus gone) {
    present.remove(gone.name());
    DnsName.parse(gone.name()).ifPresent(table::remove);
    reverse(gone.address()).ifPresent(table::remove);
    changed();
  }

  private void put(VirtualStatus status) {
    var name = DnsName.parse(status.name());
    if (name.isEmpty()) {
      return;
    }
    present.put(status.name(), status);
    changed();
    if (!status.published()) {
      table.put(Owner.empty(name.get(), zone(name.get())));
      return;
    }
    var bytes = ByteBuffer.wrap(AddressRange.bytes(status.address()));
    put(name.get(), new RecordValue.A(bytes.getInt()));
    reverse(status.address()).ifPresent(back -> put(back, new RecordValue.Ptr(name.get())));
  }

  private void put(DnsName name, RecordValue value) {
    table.put(
        new Owner(name, zone(name), List.of(RecordSet.all(name, ttlSeconds, List.of(value)))));
  }

  private Zone zone(DnsName name) {
    return new Zone(name, name, name, ttlSeconds, source);
  }

  private void changed() {
    serial = Math.max(serial + 1, (int) epochSeconds.getAsLong());
  }

  /** RFC 1035 §3.5. */
  private static Optional<DnsName> reverse(String ipv4) {
    var reversed = new StringBuilder("in-addr.arpa");
    for (String octet : ipv4.split("\\.", -1)) {
      reversed.insert(0, octet + ".");
    }
    return DnsName.parse(reversed.toString());
  }
}
