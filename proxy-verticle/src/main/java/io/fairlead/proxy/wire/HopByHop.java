package io.fairlead.proxy.wire;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which header fields are for one connection only (RFC 9110 §7.6.1). */
final class HopByHop {
  private static final Set<String> ALWAYS =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  /**
   * The names, in lower case, that the Connection header adds to the usual ones; empty for nearly
   * every message.
   */
  static Set<String> named(MultiMap headers) {
    List<String> values = headers.getAll("connection");
    if (values.isEmpty()) {
      return Set.of();
    }
    Set<String> named = new HashSet<>();
    for (String value : values) {
      for (String token : value.split(",", -1)) {
        named.add(token.trim().toLowerCase(Locale.ROOT));
      }
    }
    // Both frame and route the message: no client may have them removed.
    named.remove("content-length");
    named.remove("host");
    return named;
  }

  /** Whether a message forwards this field. */
  static boolean forwards(String name, Set<String> named) {
    String key = name.toLowerCase(Locale.ROOT);
    return !ALWAYS.contains(key) && !named.contains(key);
  }

  /** Whether the message asks for its connection to be closed after it. */
  static boolean closes(MultiMap headers) {
    return headers.contains("connection", "close", true) || named(headers).contains("close");
  }
}
