package io.fairlead.proxy.http1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What bytes may be where (RFC 9110 §5.6.2, RFC 9112 §2); eight at a time where it pays. */
final class Octets {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long SPACES = 0x20 * ONES;
  private static final long DELETES = 0x7F * ONES;

  /** 1 for the characters of a token, 2 for the underscore, which is one, too. */
  private static final byte[] TOKEN = new byte[256];

  static {
    for (int c = '0'; c <= '9'; c++) {
      TOKEN[c] = 1;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = 1;
      TOKEN[c - 32] = 1;
    }
    for (char c : "!#$%&'*+-.^`|~".toCharArray()) {
      TOKEN[c] = 1;
    }
    TOKEN['_'] = 2;
  }

  private Octets() {}

  /** 0 when it cannot be in a token, 2 for the underscore, otherwise 1. */
  static int token(byte octet) {
    return TOKEN[octet & 0xFF];
  }

  /**
   * Where the first control character is, 0x00 to 0x1F or 0x7F.
   *
   * @return its index, or {@code to} when there is none
   */
  static int control(byte[] octets, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long found = controls((long) LONGS.get(octets, i));
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && !isControl(octets[i])) {
      i++;
    }
    return i;
  }

  /**
   * The high bit of each byte that is a control character. A borrow may mark bytes above a marked
   * one too, so only the lowest mark counts.
   */
  private static long controls(long word) {
    long below = (word - SPACES) & ~word;
    long deletes = word ^ DELETES;
    long equal = (deletes - ONES) & ~deletes;
    return (below | equal) & HIGHS;
  }

  private static boolean isControl(byte octet) {
    return (octet >= 0 && octet < 0x20) || octet == 0x7F;
  }

  static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /** Whether these octets are the word, which is in lower case, without regard to case. */
  static boolean equalsIgnoreCase(byte[] octets, int from, int to, byte[] word) {
    if (to - from != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (lower(octets[from + i]) != word[i]) {
        return false;
      }
    }
    return true;
  }
}
