package io.fairlead.dns.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes a message, up to a limit; compresses names against those written before. */
public final class MessageWriter {
  private static final int POINTER = 0xC000;

  /** A pointer has fourteen bits (RFC 1035 §4.1.4). */
  private static final int POINTABLE = 0x3fff;

  private static final int USUAL_BYTES = 512;

  private final int limit;
  private final Map<DnsName, Integer> written = new HashMap<>();
  private byte[] bytes;
  private int at;

  /**
   * @param limit the length of the longest message; longer ones are noticed by {@link #overflows}
   */
  MessageWriter(int limit) {
    this.limit = limit;
    this.bytes = new byte[Math.min(limit, USUAL_BYTES)];
  }

  MessageWriter int8(int value) {
    if (hasRoom(1)) {
      bytes[at] = (byte) value;
    }
    at++;
    return this;
  }

  MessageWriter int16(int value) {
    return int8(value >> 8).int8(value);
  }

  MessageWriter int32(int value) {
    return int16(value >> 16).int16(value);
  }

  /** A character string of at most 255 bytes. */
  MessageWriter text(String text) {
    byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
    int8(characters.length);
    for (byte character : characters) {
      int8(character);
    }
    return this;
  }

  /** A name that is never compressed, but may be pointed to later. */
  MessageWriter plainName(DnsName name) {
    int start = at;
    put(name, name.length());
    remember(name, start);
    return this;
  }

  /** A name, its end replaced by a pointer when the same end was written before. */
  MessageWriter name(DnsName name) {
    int start = at;
    var suffix = name;
    while (!suffix.isRoot() && !written.containsKey(suffix)) {
      suffix = suffix.parent();
    }
    if (suffix.isRoot()) {
      put(name, name.length());
    } else {
      put(name, name.length() - suffix.length());
      int16(POINTER | written.get(suffix));
    }
    remember(name, start);
    return this;
  }

  private void put(DnsName name, int count) {
    if (hasRoom(count)) {
      name.copyTo(bytes, at, count);
    }
    at += count;
  }

  private boolean hasRoom(int count) {
    int needed = at + count;
    if (needed > limit) {
      return false;
    }
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(needed, 2 * bytes.length)));
    }
    return true;
  }

  /** Keeps where each new end of the name begins; the compressed part is known already. */
  private void remember(DnsName name, int start) {
    int offset = start;
    for (var n = name; !n.isRoot() && offset <= POINTABLE; n = n.parent()) {
      if (written.putIfAbsent(n, offset) != null) {
        return;
      }
      offset += n.byteAt(0) + 1;
    }
  }

  int position() {
    return at;
  }

  /** Whether more was written than there is room for. */
  boolean overflows() {
    return at > limit;
  }

  /** Forgets everything after a position, names too. */
  void rewind(int position) {
    at = position;
    written.values().removeIf(offset -> offset >= position);
  }

  void int16At(int position, int value) {
    bytes[position] = (byte) (value >> 8);
    bytes[position + 1] = (byte) value;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, at);
  }
}
