package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Match;
import io.fairlead.catalog.policy.Redirect;
import io.fairlead.proxy.exchange.DirectAnswer;
import io.fairlead.proxy.exchange.FieldChanges;
import java.util.Set;

/** Says where else to ask; immutable. */
final class Redirection {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final int status;
  private final String scheme;
  private final String host;
  private final PathRewrite path;
  private final FieldChanges changes;

  private Redirection(
      int status, String scheme, String host, PathRewrite path, FieldChanges changes) {
    this.status = status;
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.changes = changes;
  }

  static Redirection of(Redirect redirect, Match match, FieldChanges changes) {
    int status = redirect.status() == null ? 302 : redirect.status();
    if (!STATUSES.contains(status)) {
      throw Checks.wrong("redirect.status", status, "301, 302, 303, 307 or 308");
    }
    String scheme = redirect.scheme();
    if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
      throw Checks.wrong("redirect.scheme", "'" + scheme + "'", "http or https");
    }
    String host = redirect.host() == null ? null : WireText.host("redirect.host", redirect.host());
    var path = PathRewrite.of("redirect", redirect.path(), redirect.prefix(), match);
    if (scheme == null && host == null && path == null) {
      throw Checks.wrong("redirect", "to the same place", "scheme, host, path or prefix");
    }
    return new Redirection(status, scheme, host, path, changes);
  }

  DirectAnswer answer(Asked asked) {
    return Answers.of(status, "location", location(asked), "", changes);
  }

  /**
   * With a host always where one is known: a path like {@code //elsewhere} alone would be taken for
   * one.
   */
  private String location(Asked asked) {
    String target = path == null ? asked.path() + asked.query() : path.of(asked);
    if (!target.startsWith("/")) {
      // The asterisk of OPTIONS, which is no part of a URI.
      target = "/";
    }
    String authority = host == null ? asked.authority() : host;
    if (authority == null) {
      return target.replaceFirst("^/{2,}", "/");
    }
    boolean otherScheme = scheme != null && !scheme.equals(asked.scheme());
    String to = host == null && otherScheme ? withoutPort(authority) : authority;
    return (scheme == null ? asked.scheme() : scheme) + "://" + to + target;
  }

  /** The port of the one scheme is not that of the other. */
  private static String withoutPort(String authority) {
    return authority.replaceFirst(":[0-9]*$", "");
  }
}
