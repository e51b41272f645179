package io.fairlead.proxy.virtual;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a hosts file may be told to resolve; names come from whoever may register a service. */
final class HostName {
  private static final int CHARS_MAX = 253;
  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";

  /** A last label of digits only would be read as an address (RFC 1123 §2.1). */
  private static final Pattern FORM = Pattern.compile("(" + LABEL + "\\.)*(?!\\d+$)" + LABEL);

  private HostName() {}

  /** Whether it is a name, in lower case, that may lead into the mesh; localhost may not. */
  static boolean isUsable(String name) {
    return name.length() <= CHARS_MAX
        && FORM.matcher(name).matches()
        && !name.equals("localhost")
        && !name.endsWith(".localhost");
  }

  /** Lower case, without the dot that ends a fully qualified name. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
