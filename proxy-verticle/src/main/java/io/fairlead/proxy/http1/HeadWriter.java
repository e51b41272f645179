package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import java.util.Arrays;

/** Puts a head together; one per event loop, used again for each head. */
final class HeadWriter {
  static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] SEPARATOR = {':', ' '};
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private byte[] out = new byte[4096];
  private int length;

  /** Begins anew. */
  HeadWriter clear() {
    length = 0;
    return this;
  }

  HeadWriter bytes(byte[] from, int start, int end) {
    int size = end - start;
    room(size);
    System.arraycopy(from, start, out, length, size);
    length += size;
    return this;
  }

  HeadWriter bytes(byte[] all) {
    return bytes(all, 0, all.length);
  }

  HeadWriter octet(int octet) {
    room(1);
    out[length++] = (byte) octet;
    return this;
  }

  /** Text of ISO 8859-1; what is no such character becomes a question mark. */
  HeadWriter text(CharSequence text) {
    return text instanceof String s ? bytes(s.getBytes(ISO_8859_1)) : text(text.toString());
  }

  HeadWriter field(byte[] name, CharSequence value) {
    return bytes(name).bytes(SEPARATOR).text(value).bytes(CRLF);
  }

  HeadWriter field(CharSequence name, CharSequence value) {
    return text(name).bytes(SEPARATOR).text(value).bytes(CRLF);
  }

  HeadWriter name(byte[] name) {
    return bytes(name).bytes(SEPARATOR);
  }

  HeadWriter endLine() {
    return bytes(CRLF);
  }

  /** A number of 0 or more in decimal digits. */
  HeadWriter number(long number) {
    room(20);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Sixteen hexadecimal digits. */
  HeadWriter hex(long bits) {
    room(16);
    for (int shift = 60; shift >= 0; shift -= 4) {
      out[length++] = HEX[(int) (bits >>> shift) & 0xF];
    }
    return this;
  }

  /** Puts an octet before what was written from there on. */
  HeadWriter insert(int at, int octet) {
    room(1);
    System.arraycopy(out, at, out, at + 1, length - at);
    out[at] = (byte) octet;
    length++;
    return this;
  }

  /**
   * What was written, with room for more behind it.
   *
   * @param room bytes
   */
  ByteBuf toBuffer(ByteBufAllocator allocator, int room) {
    return allocator.directBuffer(length + room).writeBytes(out, 0, length);
  }

  /** Puts what was written behind what a buffer holds; the buffer's room grows as needed. */
  ByteBuf appendTo(ByteBuf head) {
    return head.writeBytes(out, 0, length);
  }

  int length() {
    return length;
  }

  /** What was written between two indices. */
  AsciiString text(int from, int to) {
    return new AsciiString(out, from, to - from, true);
  }

  /** Where an octet is from an index on; -1 when it is not there. */
  int indexOf(int octet, int from) {
    for (int i = from; i < length; i++) {
      if (out[i] == octet) {
        return i;
      }
    }
    return -1;
  }

  private void room(int more) {
    if (length + more > out.length) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
    }
  }
}
