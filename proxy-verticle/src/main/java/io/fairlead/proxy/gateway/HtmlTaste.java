package io.fairlead.proxy.gateway;

import java.util.Locale;

/** Whether a client would rather have HTML than plain text (RFC 9110 §12.5.1); pure. */
final class HtmlTaste {
  private static final String HTML = "text/html";
  private static final String PLAIN = "text/plain";

  private HtmlTaste() {}

  /**
   * @param accept the field's value; null for none
   */
  static boolean isHtml(CharSequence accept) {
    if (accept == null) {
      return false;
    }
    String[] ranges = accept.toString().toLowerCase(Locale.ROOT).split(",", -1);
    return quality(ranges, HTML) > quality(ranges, PLAIN);
  }

  /** The most specific range decides. */
  private static double quality(String[] ranges, String type) {
    double quality = 0;
    int best = 0;
    for (String range : ranges) {
      String[] parts = range.trim().split(";", -1);
      int specific = specificity(parts[0].trim(), type);
      if (specific > best) {
        best = specific;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static int specificity(String range, String type) {
    if (range.equals(type)) {
      return 3;
    }
    return range.equals("text/*") ? 2 : range.equals("*/*") ? 1 : 0;
  }

  /** One that cannot be read counts as none. */
  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
