package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The lines of one head, found and checked octet by octet (RFC 9112 §2 to §5): every line ends with
 * CR LF, no line is folded, names are tokens that a colon follows at once, values hold no control
 * character but the tab. One per event loop, used again for each head; what is needed later is
 * copied out.
 */
final class HeadLines {
  /** What {@link #scan} says while the head has no end yet. */
  static final int INCOMPLETE = -1;

  /** What {@link #scan} says when the head breaks a rule; {@link #defect} names it. */
  static final int BROKEN = -2;

  /** What {@link #scan} says when the head breaks a limit; {@link #defect} names it. */
  static final int TOO_LARGE = -3;

  /** The same of its first line. */
  static final int LINE_TOO_LONG = -4;

  private static final int SHOWN_MAX = 40;

  private final byte[] octets;
  private final int firstLineMax;
  private int[] nameStarts = new int[64];
  private int[] nameEnds = new int[64];
  private int[] valueStarts = new int[64];
  private int[] valueEnds = new int[64];
  private int[] lineEnds = new int[64];
  private byte[] kinds = new byte[64];
  private final int fieldsMax;

  private int firstStart;
  private int firstEnd;
  private int count;
  private boolean underscores;
  private String defect;

  /**
   * @param headMax bytes of a head
   * @param firstLineMax bytes of a request or status line
   */
  HeadLines(int headMax, int firstLineMax, int fieldsMax) {
    this.octets = new byte[headMax];
    this.firstLineMax = firstLineMax;
    this.fieldsMax = fieldsMax;
  }

  /** Where the head is copied to before it is scanned. */
  byte[] octets() {
    return octets;
  }

  /**
   * Finds the lines of a head that begins at 0.
   *
   * @param length how many octets there are
   * @param emptyLines how many empty lines before the first one are passed over (RFC 9112 §2.2)
   * @return how many octets the head has with the empty line that ends it, or {@link #INCOMPLETE},
   *     {@link #BROKEN} or {@link #TOO_LARGE}
   */
  int scan(int length, int emptyLines) {
    int start = 0;
    for (int i = 0; i < emptyLines && start < length && octets[start] == '\r'; i++) {
      if (start + 1 == length) {
        return INCOMPLETE;
      }
      if (octets[start + 1] != '\n') {
        return broken("a bare CR");
      }
      start += 2;
    }
    firstStart = start;
    int end = Octets.control(octets, start, length);
    if (end - start > firstLineMax) {
      defect = "first line of more than " + firstLineMax + " bytes (expected: fewer)";
      return LINE_TOO_LONG;
    }
    if (end == length) {
      return INCOMPLETE;
    }
    firstEnd = end;
    int next = endOfLine(end, length);
    return next < 0 ? next : fields(next, length);
  }

  /** Finds the lines of a trailer section that begins at 0 (RFC 9112 §7.1.2). */
  int scanTrailers(int length) {
    return fields(0, length);
  }

  private int fields(int from, int length) {
    count = 0;
    underscores = false;
    int at = from;
    while (at < length && octets[at] != '\r') {
      at = field(at, length);
      if (at < 0) {
        return at;
      }
    }
    return at >= length ? INCOMPLETE : endOfLine(at, length);
  }

  private int field(int at, int length) {
    int i = at;
    int seen = 0;
    int kind;
    while (i < length && (kind = Octets.token(octets[i])) != 0) {
      seen |= kind;
      i++;
    }
    if (i == length) {
      return INCOMPLETE;
    }
    if (octets[i] != ':' || i == at) {
      return notAName(at, i);
    }
    if (count == fieldsMax) {
      defect = "more than " + fieldsMax + " header fields (expected: fewer)";
      return TOO_LARGE;
    }
    underscores |= (seen & 2) != 0;
    return value(at, i, length);
  }

  private int value(int nameStart, int nameEnd, int length) {
    int start = nameEnd + 1;
    while (start < length && isBlank(octets[start])) {
      start++;
    }
    int end = Octets.control(octets, start, length);
    while (end < length && octets[end] == '\t') {
      end = Octets.control(octets, end + 1, length);
    }
    if (end == length) {
      return INCOMPLETE;
    }
    int next = endOfLine(end, length);
    if (next < 0) {
      return next;
    }
    int last = end;
    while (last > start && isBlank(octets[last - 1])) {
      last--;
    }
    add(nameStart, nameEnd, start, last, next);
    return next;
  }

  private void add(int nameStart, int nameEnd, int valueStart, int valueEnd, int lineEnd) {
    if (count == nameStarts.length) {
      grow();
    }
    nameStarts[count] = nameStart;
    nameEnds[count] = nameEnd;
    valueStarts[count] = valueStart;
    valueEnds[count] = valueEnd;
    lineEnds[count] = lineEnd;
    kinds[count] = FieldKind.of(octets, nameStart, nameEnd);
    count++;
  }

  private void grow() {
    int more = 2 * count;
    nameStarts = Arrays.copyOf(nameStarts, more);
    nameEnds = Arrays.copyOf(nameEnds, more);
    valueStarts = Arrays.copyOf(valueStarts, more);
    valueEnds = Arrays.copyOf(valueEnds, more);
    lineEnds = Arrays.copyOf(lineEnds, more);
    kinds = Arrays.copyOf(kinds, more);
  }

  /** Steps over CR LF. */
  private int endOfLine(int at, int length) {
    if (octets[at] == '\r') {
      if (at + 1 == length) {
        return INCOMPLETE;
      }
      return octets[at + 1] == '\n' ? at + 2 : broken("a bare CR");
    }
    return broken(octets[at] == '\n' ? "a bare LF" : "a control character");
  }

  private int notAName(int from, int at) {
    byte octet = octets[at];
    if (at == from && isBlank(octet)) {
      return broken("a folded line");
    }
    if (octet == '\n') {
      return broken("a bare LF");
    }
    if (isBlank(octet)) {
      return broken("a space in or after the field name " + shown(from, at));
    }
    if (octet == '\r') {
      return broken("a line without a colon");
    }
    return broken(octet == ':' ? "a field without a name" : "a field name that is no token");
  }

  private int broken(String what) {
    defect = "head has " + what + " (expected: lines of name: value, each ended by CR LF)";
    return BROKEN;
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Why the last scan failed, for a message. */
  String defect() {
    return defect;
  }

  int firstStart() {
    return firstStart;
  }

  int firstEnd() {
    return firstEnd;
  }

  /** How many fields there are. */
  int count() {
    return count;
  }

  byte kind(int field) {
    return kinds[field];
  }

  int nameStart(int field) {
    return nameStarts[field];
  }

  int nameEnd(int field) {
    return nameEnds[field];
  }

  int valueStart(int field) {
    return valueStarts[field];
  }

  int valueEnd(int field) {
    return valueEnds[field];
  }

  /** After CR LF. */
  int lineEnd(int field) {
    return lineEnds[field];
  }

  /** Whether any name has an underscore, which some servers take for a hyphen. */
  boolean hasUnderscores() {
    return underscores;
  }

  String text(int from, int to) {
    return new String(octets, from, to - from, ISO_8859_1);
  }

  String value(int field) {
    return text(valueStarts[field], valueEnds[field]);
  }

  private String shown(int from, int to) {
    return text(from, Math.min(to, from + SHOWN_MAX));
  }
}
