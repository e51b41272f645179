package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.http1.FieldRules;
import io.fairlead.proxy.relay.HeaderPolicy;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UnderscorePolicy;
import io.netty.util.AsciiString;

/** Judges a request's head as a whole (RFC 9113 §8.3.1, §8.5); pure. */
final class RequestRules {
  private static final int METHOD_MAX = 32;

  private RequestRules() {}

  /**
   * Whether the codec should never have let it pass: then its stream is reset. The mandatory
   * pseudo-fields are there.
   */
  static boolean isMalformed(ReceivedHead head) {
    if (head.status() != null) {
      return true;
    }
    return isConnect(head)
        ? head.scheme() != null || head.path() != null
        : !startsWell(head.path(), head.method());
  }

  private static boolean startsWell(AsciiString path, AsciiString method) {
    return path.byteAt(0) == '/' || (path.contentEquals("*") && method.contentEquals("OPTIONS"));
  }

  static boolean isConnect(ReceivedHead head) {
    return head.method().contentEquals("CONNECT");
  }

  /** Why a request that is not malformed is refused all the same; null when it is not. */
  static ProxyFailure defect(ReceivedHead head, RelayLimits limits, HeaderPolicy policy) {
    var tooLarge = tooLarge(head, limits);
    if (tooLarge != null) {
      return tooLarge;
    }
    if (!FieldRules.isToken(head.method()) || head.method().length() > METHOD_MAX) {
      return invalid(":method is no method (expected: a token)");
    }
    if (head.path() != null && !FieldRules.isPath(head.path())) {
      return invalid(
          ":path has a space, a fragment or a byte that is not ASCII (expected: percent-encoded)");
    }
    if (head.scheme() != null && !isHttp(head.scheme())) {
      return new ProxyFailure.NotSupported(":scheme is not carried (expected: http)");
    }
    if (head.hasUnderscores() && policy.underscores() == UnderscorePolicy.REFUSE) {
      return invalid("a field name has an underscore (expected: none; headers.underscores)");
    }
    return authorityDefect(head);
  }

  private static boolean isHttp(AsciiString scheme) {
    return scheme.contentEqualsIgnoreCase("http") || scheme.contentEqualsIgnoreCase("https");
  }

  private static ProxyFailure tooLarge(ReceivedHead head, RelayLimits limits) {
    if (head.fields().size() > limits.fieldsMax()) {
      return new ProxyFailure.RequestTooLarge(
          "more than " + limits.fieldsMax() + " header fields (expected: fewer)");
    }
    int path = head.path() == null ? 0 : head.path().length();
    return path > limits.requestLineBytesMax()
        ? new ProxyFailure.TargetTooLong(
            ":path of more than " + limits.requestLineBytesMax() + " bytes (expected: fewer)")
        : null;
  }

  private static ProxyFailure authorityDefect(ReceivedHead head) {
    var authority = head.authority() != null ? head.authority() : head.host();
    if (authority == null) {
      return invalid("no :authority (expected: name or name:port)");
    }
    if (!FieldRules.isAuthority(authority, isConnect(head))) {
      return invalid(
          isConnect(head)
              ? ":authority of CONNECT is no host and port (expected: name:port)"
              : ":authority is no name or address (expected: name or name:port)");
    }
    return head.host() != null && !FieldRules.isSameAuthority(authority, head.host())
        ? invalid("Host and :authority differ (expected: the same)")
        : null;
  }

  private static ProxyFailure invalid(String message) {
    return new ProxyFailure.InvalidRequest(message);
  }
}
