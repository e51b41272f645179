package io.fairlead.dns.zone;

/** TTLs have 31 bits (RFC 2181 §8). */
final class Ttl {
  private Ttl() {}

  static int of(long seconds) {
    return (int) Math.max(0, Math.min(seconds, Integer.MAX_VALUE));
  }
}
