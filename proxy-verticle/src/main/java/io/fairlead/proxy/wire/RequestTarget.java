package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.ProxyFailure;

/**
 * Whom and what a request asks for (RFC 9112 §3.2 and §3.3).
 *
 * @param authority host and port, null when there is none
 * @param path what the upstream is asked for: origin-form, or {@code *}
 * @param absolute whether the authority was in the target, so that it replaces the Host header
 * @param defect why it cannot be forwarded, null when it can
 */
record RequestTarget(String authority, String path, boolean absolute, ProxyFailure defect) {
  private static final String HTTP = "http://";

  static RequestTarget of(String target, String host) {
    if (target.startsWith("/") || target.equals("*")) {
      return new RequestTarget(host, target, false, null);
    }
    if (target.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
      return absolute(target.substring(HTTP.length()));
    }
    if (target.contains("://")) {
      return broken(
          new ProxyFailure.NotSupported(
              "request target of another scheme than http (expected: http://name/path)"));
    }
    return broken(
        new ProxyFailure.InvalidRequest(
            "request target is neither a path nor a URL (expected: /path or http://name/path)"));
  }

  private static RequestTarget absolute(String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority = rest.substring(0, end);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      return broken(
          new ProxyFailure.InvalidRequest(
              "request target has no plain host (expected: http://name/path)"));
    }
    String path = rest.substring(end);
    return new RequestTarget(authority, path.startsWith("/") ? path : "/" + path, true, null);
  }

  private static RequestTarget broken(ProxyFailure defect) {
    return new RequestTarget(null, "/", false, defect);
  }
}
