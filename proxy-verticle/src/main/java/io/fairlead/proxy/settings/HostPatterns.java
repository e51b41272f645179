package io.fairlead.proxy.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** How hosts are named in settings: {@code shop.example.com}, or {@code *.example.com}. */
final class HostPatterns {
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]");

  private HostPatterns() {}

  /** The same in lower case. */
  static String canonical(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "host = "
              + pattern
              + " (expected: a name such as shop.example.com, or *.example.com; no port)");
    }
    return lower;
  }
}
