package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.exchange.ProxyFailure;

/** Whom and what a request line asks for (RFC 9112 §3.2); pure. */
final class Target {
  private static final byte[] HTTP = "http://".getBytes(US_ASCII);

  /** The authority within the target; both 0 in origin-form. */
  int authorityStart;

  int authorityEnd;

  /** The path within the target; both 0 when the path is {@code /} without being there. */
  int pathStart;

  int pathEnd;

  /**
   * Takes a target apart.
   *
   * @return why it cannot be forwarded, null when it can
   */
  ProxyFailure read(byte[] octets, int start, int end, boolean connect, boolean options) {
    authorityStart = 0;
    authorityEnd = 0;
    pathStart = start;
    pathEnd = end;
    if (start == end) {
      return invalid("no request target (expected: /path or http://name/path)");
    }
    for (int i = start; i < end; i++) {
      if (octets[i] <= ' ' || octets[i] == 0x7F || octets[i] == '#') {
        return invalid(
            "request target has a space, a fragment or a byte that is not ASCII (expected:"
                + " percent-encoded)");
      }
    }
    if (connect) {
      return authority(octets, start, end);
    }
    if (octets[start] == '/') {
      return null;
    }
    if (octets[start] == '*' && end == start + 1) {
      return options ? null : invalid("request target * (expected: with OPTIONS only)");
    }
    return absolute(octets, start, end);
  }

  private ProxyFailure authority(byte[] octets, int start, int end) {
    authorityStart = start;
    authorityEnd = end;
    pathEnd = pathStart;
    return Authority.hasPort(octets, start, end)
        ? null
        : invalid("target of CONNECT is no host and port (expected: CONNECT name:port)");
  }

  private ProxyFailure absolute(byte[] octets, int start, int end) {
    int at = start + HTTP.length;
    if (at > end || !Octets.equalsIgnoreCase(octets, start, at, HTTP)) {
      return notHttp(octets, start, end);
    }
    authorityStart = at;
    while (at < end && octets[at] != '/' && octets[at] != '?') {
      at++;
    }
    authorityEnd = at;
    pathStart = at;
    if (!Authority.isValid(octets, authorityStart, authorityEnd)) {
      return invalid("request target has no plain host (expected: http://name/path)");
    }
    return null;
  }

  private static ProxyFailure notHttp(byte[] octets, int start, int end) {
    for (int i = start; i + 2 < end; i++) {
      if (octets[i] == ':' && octets[i + 1] == '/' && octets[i + 2] == '/') {
        return new ProxyFailure.NotSupported(
            "request target of another scheme than http (expected: http://name/path)");
      }
    }
    return invalid(
        "request target is neither a path nor a URL (expected: /path or http://name/path)");
  }

  private static ProxyFailure invalid(String message) {
    return new ProxyFailure.InvalidRequest(message);
  }
}
