package io.fairlead.nameserver.forward;

import java.io.IOException;
import java.util.stream.IntStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Records as zone files spell them. */
final class Records {
  private Records() {}

  static Record record(String name, int type, long ttl, String value) {
    try {
      return Record.fromString(Name.fromString(name), type, DClass.IN, ttl, value, Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Record address(String name, long ttl, String value) {
    return record(name, Type.A, ttl, value);
  }

  static Record soa(String name, long ttl, long minimum) {
    return record(name, Type.SOA, ttl, "ns." + name + " host." + name + " 1 2 3 4 " + minimum);
  }

  /** So many texts of 200 bytes. */
  static Record[] texts(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> record(name, Type.TXT, 60, "\"" + i + "-" + "x".repeat(200) + "\""))
        .toArray(Record[]::new);
  }
}
