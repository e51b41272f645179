package io.fairlead.proxy.rules;

import io.fairlead.catalog.policy.HeaderChanges;
import io.fairlead.proxy.exchange.FieldChanges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes sure that what a policy puts on the wire cannot break a message or forge the mesh's. */
final class WireText {
  private static final int CHANGES_MAX = 32;
  private static final int VALUE_CHARS_MAX = 4096;

  /** RFC 9110 §5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

  /** RFC 9110 §5.5: no control character but tabs, no blank at the ends; ISO 8859-1. */
  private static final Pattern VALUE =
      Pattern.compile("|[!-~\\u0080-\\u00FF]([\\t -~\\u0080-\\u00FF]*[!-~\\u0080-\\u00FF])?");

  /** RFC 3986 §3.3, and what is often sent besides. */
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^#?]]*");

  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?");

  /** A cookie's name is a name; its value here is ours. */
  private static final Pattern COOKIE = NAME;

  /** What frames a message, belongs to one connection, or is said by sidecars alone. */
  private static final Set<String> KEPT =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "http2-settings",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "x-forwarded-client-cert");

  private static final String MESH_PREFIX = "x-fairlead-";

  private WireText() {}

  /**
   * Compiles changes.
   *
   * @param what where they stand in the rule
   * @param changes null for none
   */
  static FieldChanges changes(String what, HeaderChanges changes) {
    if (changes == null) {
      return FieldChanges.NONE;
    }
    Set<String> dropped = new HashSet<>();
    List<FieldChanges.Line> added = new ArrayList<>();
    if (changes.remove() != null) {
      changes.remove().forEach(name -> dropped.add(name(what + ".remove", name)));
    }
    lines(what + ".set", changes.set(), added);
    added.forEach(line -> dropped.add(line.name()));
    lines(what + ".add", changes.add(), added);
    if (dropped.size() + added.size() > 2 * CHANGES_MAX) {
      throw Checks.wrong("the number of " + what, added.size(), "at most " + CHANGES_MAX);
    }
    return new FieldChanges(dropped, added);
  }

  private static void lines(String what, Map<String, String> given, List<FieldChanges.Line> added) {
    if (given != null) {
      given.forEach(
          (name, value) ->
              added.add(new FieldChanges.Line(name(what, name), value(what + "." + name, value))));
    }
  }

  private static String name(String what, String given) {
    String name = given == null ? "" : given.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || KEPT.contains(name) || name.startsWith(MESH_PREFIX)) {
      throw Checks.wrong(
          what, shown(given), "names of fields that neither frame a message nor are the mesh's");
    }
    return name;
  }

  static String value(String what, String given) {
    return matching(what, given, VALUE, "a value without control characters and outer blanks");
  }

  static String path(String what, String given) {
    return matching(what, given, PATH, "a path that begins with /, without blanks, ? and #");
  }

  static String host(String what, String given) {
    return matching(what, given, HOST, "host or host:port");
  }

  static String cookie(String what, String given) {
    return matching(what, given, COOKIE, "the name of a cookie");
  }

  private static String matching(String what, String given, Pattern pattern, String expected) {
    if (given == null || given.length() > VALUE_CHARS_MAX || !pattern.matcher(given).matches()) {
      throw Checks.wrong(what, shown(given), expected);
    }
    return given;
  }

  /** As one line that can stand in a log. */
  private static String shown(String given) {
    if (given == null) {
      return "absent";
    }
    String start = given.length() > 64 ? given.substring(0, 64) + "..." : given;
    return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
