package io.fairlead.proxy.http1;

/**
 * Host and port as they may stand in a Host field or a target (RFC 3986 §3.2, without userinfo).
 */
final class Authority {
  private static final int PORT_DIGITS_MAX = 5;
  private static final int PORT_MAX = 65535;

  private Authority() {}

  /** Whether it is a name or an address, with a port or without. */
  static boolean isValid(byte[] octets, int start, int end) {
    int hostEnd = hostEnd(octets, start, end);
    return hostEnd > start && (hostEnd == end || isPort(octets, hostEnd, end));
  }

  /** Whether it is a name or an address with a port. */
  static boolean hasPort(byte[] octets, int start, int end) {
    int hostEnd = hostEnd(octets, start, end);
    return hostEnd > start && hostEnd < end - 1 && isPort(octets, hostEnd, end);
  }

  /** Where the host ends; {@code start} when there is none. */
  private static int hostEnd(byte[] octets, int start, int end) {
    if (start < end && octets[start] == '[') {
      return bracketEnd(octets, start, end);
    }
    int i = start;
    while (i < end && isHostOctet(octets[i])) {
      i++;
    }
    return i;
  }

  private static int bracketEnd(byte[] octets, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      if (octets[i] == ']') {
        return i == start + 1 ? start : i + 1;
      }
      if (!isHex(octets[i]) && octets[i] != ':' && octets[i] != '.') {
        return start;
      }
    }
    return start;
  }

  private static boolean isHostOctet(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }

  private static boolean isHex(byte octet) {
    return (octet >= '0' && octet <= '9')
        || (Octets.lower(octet) >= 'a' && Octets.lower(octet) <= 'f');
  }

  /** An empty port is the scheme's (RFC 3986 §3.2.3). */
  private static boolean isPort(byte[] octets, int colon, int end) {
    if (octets[colon] != ':' || end - colon - 1 > PORT_DIGITS_MAX) {
      return false;
    }
    int port = 0;
    for (int i = colon + 1; i < end; i++) {
      if (octets[i] < '0' || octets[i] > '9') {
        return false;
      }
      port = 10 * port + octets[i] - '0';
    }
    return port <= PORT_MAX;
  }

  /** Whether two of them mean the same over HTTP: letters' case and port 80 make no difference. */
  static boolean same(byte[] octets, int start, int end, int otherStart, int otherEnd) {
    int length = withoutDefaultPort(octets, start, end) - start;
    if (length != withoutDefaultPort(octets, otherStart, otherEnd) - otherStart) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Octets.lower(octets[start + i]) != Octets.lower(octets[otherStart + i])) {
        return false;
      }
    }
    return true;
  }

  private static int withoutDefaultPort(byte[] octets, int start, int end) {
    if (end - start > 3
        && octets[end - 3] == ':'
        && octets[end - 2] == '8'
        && octets[end - 1] == '0') {
      return end - 3;
    }
    return end > start && octets[end - 1] == ':' ? end - 1 : end;
  }
}
