package io.fairlead.proxy.http1;

import io.netty.buffer.ByteBuf;

/**
 * The line before each chunk, octet by octet (RFC 9112 §7.1): one to fifteen hexadecimal digits,
 * extensions of tokens and quoted strings that are dropped, CR LF; before each but the first also
 * the CR LF that ends the chunk before it.
 */
final class ChunkLine {
  /** What {@link #read} says while the line has no end yet. */
  static final long INCOMPLETE = -1;

  private static final int DIGITS_MAX = 15;

  private enum At {
    CHUNK_CR,
    CHUNK_LF,
    SIZE,
    /** Blanks before a semicolon, which many tolerate (RFC 9112 §7.1.1, BWS). */
    BLANK,
    NAME,
    VALUE,
    QUOTED,
    ESCAPED,
    AFTER_QUOTED,
    LF
  }

  private final int extensionBytesMax;
  private At at;
  private long size;
  private int digits;
  private int part;
  private int extensionBytes;

  ChunkLine(int extensionBytesMax) {
    this.extensionBytesMax = extensionBytesMax;
  }

  /** Of the first chunk of a message. */
  void begin() {
    extensionBytes = 0;
    line(At.SIZE);
  }

  /** Of a chunk that follows another one. */
  void next() {
    line(At.CHUNK_CR);
  }

  private void line(At from) {
    at = from;
    size = 0;
    digits = 0;
  }

  /**
   * Reads on.
   *
   * @return how many octets the chunk has, 0 for the last one, or {@link #INCOMPLETE}
   */
  long read(ByteBuf in) throws BodyDecoder.Malformed {
    while (in.isReadable()) {
      if (step(in.readByte())) {
        return size;
      }
    }
    return INCOMPLETE;
  }

  private boolean step(byte octet) throws BodyDecoder.Malformed {
    switch (at) {
      case CHUNK_CR -> {
        expect(octet, '\r', "a chunk longer than its size");
        at = At.CHUNK_LF;
      }
      case CHUNK_LF -> {
        expect(octet, '\n', "a chunk longer than its size");
        at = At.SIZE;
      }
      case SIZE -> size(octet);
      case LF -> {
        expect(octet, '\n', "a bare CR in a chunk's line");
        return true;
      }
      default -> extension(octet);
    }
    return false;
  }

  private void size(byte octet) throws BodyDecoder.Malformed {
    int digit = Character.digit(octet, 16);
    if (octet > 0 && digit >= 0) {
      if (++digits > DIGITS_MAX) {
        throw malformed("a chunk size of more than 15 digits");
      }
      size = 16 * size + digit;
      return;
    }
    if (digits == 0) {
      throw malformed("a chunk without a size");
    }
    afterWord(octet, "a chunk size that is no hexadecimal number");
  }

  /** After the size, a name, or a value, there is a blank, another extension, or the end. */
  private void afterWord(byte octet, String otherwise) throws BodyDecoder.Malformed {
    switch (octet) {
      case '\r' -> at = At.LF;
      case ';' -> begin(At.NAME);
      case ' ', '\t' -> {
        at = At.BLANK;
        count();
      }
      default -> throw malformed(otherwise);
    }
  }

  private void begin(At what) throws BodyDecoder.Malformed {
    at = what;
    part = 0;
    count();
  }

  private void extension(byte octet) throws BodyDecoder.Malformed {
    switch (at) {
      case BLANK -> {
        if (octet == '\r') {
          throw malformed("a blank before the end of a chunk's line");
        }
        afterWord(octet, "something other than an extension after a chunk's size");
      }
      case NAME -> name(octet);
      case VALUE -> value(octet);
      case QUOTED -> quoted(octet);
      case ESCAPED -> {
        count();
        text(octet);
        at = At.QUOTED;
      }
      default -> afterWord(octet, "something after a quoted chunk extension");
    }
  }

  private void name(byte octet) throws BodyDecoder.Malformed {
    count();
    if (Octets.token(octet) != 0) {
      part++;
    } else if (part == 0 && isBlank(octet)) {
      // ";  name": a blank after the semicolon is tolerated
    } else if (part > 0 && octet == '=') {
      begin(At.VALUE);
    } else if (part > 0) {
      afterWord(octet, "a chunk extension that is no token");
    } else {
      throw malformed("a chunk extension without a name");
    }
  }

  private void value(byte octet) throws BodyDecoder.Malformed {
    count();
    if (Octets.token(octet) != 0) {
      part++;
    } else if (part == 0 && octet == '"') {
      at = At.QUOTED;
    } else if (part > 0) {
      afterWord(octet, "a chunk extension's value that is no token");
    } else {
      throw malformed("a chunk extension without its value");
    }
  }

  private void quoted(byte octet) throws BodyDecoder.Malformed {
    count();
    if (octet == '"') {
      at = At.AFTER_QUOTED;
    } else if (octet == '\\') {
      at = At.ESCAPED;
    } else {
      text(octet);
    }
  }

  private static void text(byte octet) throws BodyDecoder.Malformed {
    if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7F) {
      throw malformed("a control character in a chunk extension");
    }
  }

  private void count() throws BodyDecoder.Malformed {
    if (++extensionBytes > extensionBytesMax) {
      throw malformed("chunk extensions of more than " + extensionBytesMax + " bytes");
    }
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static void expect(byte octet, char wanted, String otherwise)
      throws BodyDecoder.Malformed {
    if (octet != wanted) {
      throw malformed(otherwise);
    }
  }

  private static BodyDecoder.Malformed malformed(String what) {
    return new BodyDecoder.Malformed(
        "body has " + what + " (expected: chunks of RFC 9112 section 7.1)");
  }
}
