package io.fairlead.nameserver.message;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes messages one after the other into one array, each up to a limit; compresses names against
 * those written before (RFC 1035 §4.1.4).
 */
public final class MessageWriter {
  private static final int POINTER = 0xC000;

  /** A pointer has fourteen bits. */
  private static final int POINTABLE = 0x3fff;

  private final byte[] bytes;

  /** Made when a name is first written: an answer copied from encoded records needs none. */
  private final Map<DnsName, Integer> written = new HashMap<>();

  private int[] pointers = new int[16];
  private int pointerCount;
  private int limit;
  private int at;

  /**
   * @param bytes where messages are written, from its beginning
   */
  MessageWriter(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Begins a message.
   *
   * @param start where to write first
   * @param most where it has to end; more is noticed by {@link #overflows} and written nowhere
   */
  void begin(int start, int most) {
    at = start;
    limit = most;
    pointerCount = 0;
    if (!written.isEmpty()) {
      written.clear();
    }
  }

  MessageWriter int8(int value) {
    if (at < limit) {
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
  MessageWriter text(byte[] characters, int from, int count) {
    return int8(count).raw(characters, from, count);
  }

  MessageWriter raw(byte[] source, int from, int count) {
    if (at + count <= limit) {
      System.arraycopy(source, from, bytes, at, count);
    }
    at += count;
    return this;
  }

  /** A record as it was encoded, its pointers moved. */
  void encoded(EncodedRecord record, int shift) {
    int start = at;
    raw(record.bytes, 0, record.bytes.length);
    if (shift != 0 && at <= limit) {
      for (int pointer : record.pointers) {
        int16At(start + pointer, int16At(start + pointer) + shift);
      }
    }
  }

  void record(ResourceRecord record) {
    name(record.owner()).int16(record.value().type()).int16(Query.IN).int32(record.ttlSeconds());
    int lengthAt = at;
    int16(0);
    record.value().write(this);
    if (!overflows()) {
      int16At(lengthAt, at - lengthAt - 2);
    }
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
      point(written.get(suffix));
    }
    remember(name, start);
    return this;
  }

  private void point(int target) {
    if (pointerCount == pointers.length) {
      pointers = Arrays.copyOf(pointers, 2 * pointerCount);
    }
    pointers[pointerCount++] = at;
    int16(POINTER | target);
  }

  private void put(DnsName name, int count) {
    if (at + count <= limit) {
      name.copyTo(bytes, at, count);
    }
    at += count;
  }

  /** Keeps where each new end of the name begins; the compressed part is known already. */
  void remember(DnsName name, int start) {
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
    if (!written.isEmpty()) {
      written.values().removeIf(offset -> offset >= position);
    }
  }

  void int16At(int position, int value) {
    bytes[position] = (byte) (value >> 8);
    bytes[position + 1] = (byte) value;
  }

  private int int16At(int position) {
    return (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff);
  }

  byte[] copyFrom(int start) {
    return Arrays.copyOfRange(bytes, start, at);
  }

  /** Where pointers were written, counted from a position. */
  int[] pointersFrom(int start) {
    return Arrays.stream(pointers, 0, pointerCount).map(p -> p - start).toArray();
  }
}
