package io.fairlead.nameserver.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A character string: up to 255 bytes with their length before them (RFC 1035 §3.3). */
public final class Text {
  /** The longest there is. */
  public static final int BYTES_MAX = 255;

  private final byte[] bytes;

  private Text(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes of a text in UTF-8; they are at most {@link #BYTES_MAX}. */
  public static Text of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Takes over bytes.
   *
   * @throws IllegalArgumentException when there are more than {@link #BYTES_MAX}
   */
  public static Text of(byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException(bytes.length + " bytes (expected: at most 255)");
    }
    return new Text(bytes);
  }

  void write(MessageWriter to) {
    to.text(bytes, 0, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
