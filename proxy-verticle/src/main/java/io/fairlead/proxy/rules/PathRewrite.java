package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.Match;

/** Another path in place of the one asked for; the query stays. Immutable. */
final class PathRewrite {
  private final String path;
  private final String matched;
  private final String prefix;

  private PathRewrite(String path, String matched, String prefix) {
    this.path = path;
    this.matched = matched;
    this.prefix = prefix;
  }

  /**
   * Compiles it.
   *
   * @param what where it stands in the rule
   * @param path the whole path; null for none
   * @param prefix in place of the one that the rule's match names; null for none
   * @return null when both are
   */
  static PathRewrite of(String what, String path, String prefix, Match match) {
    if (path == null && prefix == null) {
      return null;
    }
    if (path != null && prefix != null) {
      throw Checks.wrong(what, "path and prefix", "one of them");
    }
    if (path != null) {
      return new PathRewrite(WireText.path(what + ".path", path), null, null);
    }
    String matched = match == null || match.path() == null ? null : match.path().prefix();
    if (matched == null) {
      throw Checks.wrong(
          what + ".prefix", "'" + prefix + "'", "none, or a match.path.prefix to replace");
    }
    return new PathRewrite(null, matched, WireText.path(what + ".prefix", prefix));
  }

  /** What is asked for instead, with its query. */
  String of(Asked asked) {
    return (path != null ? path : joined(asked.path().substring(matched.length()))) + asked.query();
  }

  /** With one slash between the two. */
  private String joined(String rest) {
    if (rest.isEmpty()) {
      return prefix;
    }
    if (prefix.endsWith("/")) {
      return rest.startsWith("/") ? prefix + rest.substring(1) : prefix + rest;
    }
    return rest.startsWith("/") ? prefix + rest : prefix + "/" + rest;
  }
}
