package io.fairlead.proxy.balance;

/**
 * XXH64, a fast hash that spreads well (specification by Yann Collet, "xxHash fast digest
 * algorithm", version 0.1.1). Pure. Hashes texts whose characters are one octet each, as those of
 * header fields.
 */
final class XxHash64 {
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  private XxHash64() {}

  /** Hashes all of it. */
  static long of(CharSequence text, long seed) {
    return of(text, 0, text.length(), seed);
  }

  /** Hashes the characters from one index to before another. */
  static long of(CharSequence text, int from, int to, long seed) {
    int at = from;
    long hash;
    if (to - from >= 32) {
      hash = stripes(text, from, to, seed);
      at += (to - from) & ~31;
    } else {
      hash = seed + PRIME_5;
    }
    hash += to - from;
    for (; to - at >= 8; at += 8) {
      hash ^= round(0, eight(text, at));
      hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
    }
    if (to - at >= 4) {
      hash ^= four(text, at) * PRIME_1;
      hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
    for (; at < to; at++) {
      hash ^= (text.charAt(at) & 0xFF) * PRIME_5;
      hash = Long.rotateLeft(hash, 11) * PRIME_1;
    }
    return mixed(hash);
  }

  /** Spreads a number over all numbers; different ones stay different. */
  static long mixed(long number) {
    long hash = number;
    hash ^= hash >>> 33;
    hash *= PRIME_2;
    hash ^= hash >>> 29;
    hash *= PRIME_3;
    return hash ^ (hash >>> 32);
  }

  private static long stripes(CharSequence text, int from, int to, long seed) {
    long v1 = seed + PRIME_1 + PRIME_2;
    long v2 = seed + PRIME_2;
    long v3 = seed;
    long v4 = seed - PRIME_1;
    for (int at = from; to - at >= 32; at += 32) {
      v1 = round(v1, eight(text, at));
      v2 = round(v2, eight(text, at + 8));
      v3 = round(v3, eight(text, at + 16));
      v4 = round(v4, eight(text, at + 24));
    }
    long hash =
        Long.rotateLeft(v1, 1)
            + Long.rotateLeft(v2, 7)
            + Long.rotateLeft(v3, 12)
            + Long.rotateLeft(v4, 18);
    return merged(merged(merged(merged(hash, v1), v2), v3), v4);
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
  }

  private static long merged(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }

  private static long eight(CharSequence text, int at) {
    return four(text, at) | four(text, at + 4) << 32;
  }

  private static long four(CharSequence text, int at) {
    return (text.charAt(at) & 0xFFL)
        | (text.charAt(at + 1) & 0xFFL) << 8
        | (text.charAt(at + 2) & 0xFFL) << 16
        | (text.charAt(at + 3) & 0xFFL) << 24;
  }
}
