package io.fairlead.proxy.http1;

import io.netty.util.AsciiString;

/**
 * The rules for single fields that other protocols share with HTTP/1.1 (RFC 9110 §5): what may
 * stand in a name or a value, and which fields end at a proxy.
 */
public final class FieldRules {
  private FieldRules() {}

  /** Whether it is a token without letters in upper case (RFC 9113 §8.2.1). */
  public static boolean isLowerCaseName(AsciiString name) {
    byte[] octets = name.array();
    int end = name.arrayOffset() + name.length();
    for (int i = name.arrayOffset(); i < end; i++) {
      if (Octets.token(octets[i]) == 0 || (octets[i] >= 'A' && octets[i] <= 'Z')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Whether it could be a method. */
  public static boolean isToken(AsciiString text) {
    int end = text.arrayOffset() + text.length();
    for (int i = text.arrayOffset(); i < end; i++) {
      if (Octets.token(text.array()[i]) == 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a path, or {@code *}, can be written into a request line (RFC 3986 §3.3). */
  public static boolean isPath(AsciiString path) {
    int end = path.arrayOffset() + path.length();
    for (int i = path.arrayOffset(); i < end; i++) {
      byte octet = path.array()[i];
      if (octet <= ' ' || octet == 0x7F || octet == '#') {
        return false;
      }
    }
    return !path.isEmpty();
  }

  /** Whether it has no control character but tabs, and no blank at its ends. */
  public static boolean isValue(AsciiString value) {
    if (value.isEmpty()) {
      return true;
    }
    byte[] octets = value.array();
    int start = value.arrayOffset();
    int end = start + value.length();
    int control = Octets.control(octets, start, end);
    while (control < end && octets[control] == '\t') {
      control = Octets.control(octets, control + 1, end);
    }
    return control == end && !isBlank(octets[start]) && !isBlank(octets[end - 1]);
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Whether it is for one connection of HTTP/1.1 only, and must not be in HTTP/2 (§8.2.2). */
  public static boolean isConnectionSpecific(AsciiString name) {
    return switch (kind(name)) {
      case FieldKind.CONNECTION,
          FieldKind.KEEP_ALIVE,
          FieldKind.TRANSFER_ENCODING,
          FieldKind.UPGRADE ->
          true;
      case FieldKind.HOP_BY_HOP -> name.contentEquals("proxy-connection");
      default -> false;
    };
  }

  /**
   * Whether a response's field goes on to the client.
   *
   * @param believed whether the words of a sidecar may stand in the response
   */
  public static boolean isOfResponse(AsciiString name, boolean believed) {
    return switch (kind(name)) {
      case FieldKind.CONTENT_LENGTH,
          FieldKind.TRANSFER_ENCODING,
          FieldKind.CONNECTION,
          FieldKind.HOP_BY_HOP,
          FieldKind.KEEP_ALIVE,
          FieldKind.UPGRADE,
          FieldKind.TE ->
          false;
      case FieldKind.MESH -> believed;
      default -> true;
    };
  }

  /** Whether a trailer field goes on, in whichever direction (RFC 9110 §6.5.1). */
  public static boolean isOfTrailers(AsciiString name, boolean believed) {
    byte kind = kind(name);
    return (kind == FieldKind.OTHER || (kind == FieldKind.MESH && believed))
        && !TrailerReader.isForbidden(name.toString());
  }

  /** Whether both say host and port the same way, to HTTP. */
  public static boolean isSameAuthority(AsciiString one, AsciiString other) {
    var both = one.concat(other);
    int middle = both.arrayOffset() + one.length();
    int end = both.arrayOffset() + both.length();
    return Authority.same(both.array(), both.arrayOffset(), middle, middle, end);
  }

  /**
   * Whether it is a name or an address, with a port or without.
   *
   * @param withPort whether there has to be one
   */
  public static boolean isAuthority(AsciiString text, boolean withPort) {
    int start = text.arrayOffset();
    int end = start + text.length();
    return withPort
        ? Authority.hasPort(text.array(), start, end)
        : Authority.isValid(text.array(), start, end);
  }

  static byte kind(AsciiString name) {
    int start = name.arrayOffset();
    return FieldKind.of(name.array(), start, start + name.length());
  }
}
