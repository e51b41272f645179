package io.fairlead.proxy.exchange;

/** Reads the field {@code cookie} of a request (RFC 6265 §4.2.1); pure. */
public final class CookieField {
  /** The field's name. */
  public static final String NAME = "cookie";

  private CookieField() {}

  /**
   * The value of the first cookie of this name, null when there is none.
   *
   * @param field pairs of name and value, with semicolons between them; null for no field
   * @param name with regard to case
   */
  public static CharSequence value(CharSequence field, String name) {
    if (field == null) {
      return null;
    }
    int length = field.length();
    for (int at = 0; at < length; ) {
      int end = indexOf(field, ';', at, length);
      int start = skipSpace(field, at, end);
      int equals = skipSpace(field, start + name.length(), end);
      if (equals < end && field.charAt(equals) == '=' && startsWith(field, start, name)) {
        int from = skipSpace(field, equals + 1, end);
        return field.subSequence(from, endOfValue(field, from, end));
      }
      at = end + 1;
    }
    return null;
  }

  private static int indexOf(CharSequence text, char wanted, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != wanted) {
      at++;
    }
    return at;
  }

  private static int skipSpace(CharSequence text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfValue(CharSequence text, int from, int to) {
    int at = to;
    while (at > from && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean startsWith(CharSequence text, int from, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (text.charAt(from + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
