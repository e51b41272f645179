package io.fairlead.nameserver.message;

/**
 * A domain name as a key: names that differ in ASCII case only are equal and have one hash code
 * (RFC 4343), whether they stand alone or in a query that was just received. So a table of {@link
 * DnsName}s is asked with a {@link QueryName}, and nothing is made for the asking.
 */
public sealed interface Name permits DnsName, QueryName {
  /** Continues a hash code towards the front of a name; the empty end of every name has 1. */
  static int hash(int rest, byte octet) {
    return 31 * rest + lower(octet);
  }

  /** Lengths of labels are below 64 and so never taken for letters. */
  static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /** Whether so many octets are the same but for case. */
  static boolean same(byte[] one, int from, byte[] other, int otherFrom, int count) {
    for (int i = 0; i < count; i++) {
      byte a = one[from + i];
      byte b = other[otherFrom + i];
      if (a != b && lower(a) != lower(b)) {
        return false;
      }
    }
    return true;
  }
}
