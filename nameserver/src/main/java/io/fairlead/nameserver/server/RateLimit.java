package io.fairlead.nameserver.server;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Limits responses by UDP to one network of askers, so that this server is no amplifier for whoever
 * forges their addresses. Some of the responses that are withheld are sent cut instead: who is real
 * comes back by TCP. One for all event loops; time is an argument.
 *
 * <p>Networks share a fixed number of places by a hash that nobody can foresee, so memory does not
 * grow with what is forged. Each place is a generic cell rate algorithm: it holds the time at which
 * all that was allowed so far would have been paid for.
 */
public final class RateLimit {
  /** What becomes of a response. */
  public enum Verdict {
    /** It is sent. */
    SEND,
    /** It is sent empty, with the TC bit. */
    SLIP,
    /** It is not sent. */
    DROP
  }

  private static final int PLACES = 1 << 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int IPV4_BYTES = 4;

  private final AtomicLongArray paidUntil = new AtomicLongArray(PLACES);
  private final AtomicInteger refused = new AtomicInteger();
  private final RateLimitSettings settings;
  private final long interval;
  private final int seed;

  /**
   * @param settings with a limit above 0
   * @param seed unknown to askers
   */
  public RateLimit(RateLimitSettings settings, int seed) {
    this.settings = settings;
    this.interval = NANOS_PER_SECOND / settings.responsesPerSecond();
    this.seed = seed;
  }

  /**
   * Judges one response.
   *
   * @param nanos now, on any clock that only goes forward
   */
  public Verdict judge(InetAddress asker, long nanos) {
    int place = place(asker.getAddress());
    // A second's worth may come at once.
    long burst = NANOS_PER_SECOND;
    for (; ; ) {
      long paid = paidUntil.get(place);
      long from = paid == 0 || paid - nanos < 0 ? nanos : paid;
      if (from - nanos > burst - interval) {
        return slips() ? Verdict.SLIP : Verdict.DROP;
      }
      if (paidUntil.compareAndSet(place, paid, from + interval)) {
        return Verdict.SEND;
      }
    }
  }

  private boolean slips() {
    int slip = settings.slip();
    return slip > 0 && Math.floorMod(refused.getAndIncrement(), slip) == 0;
  }

  private int place(byte[] address) {
    int bits = address.length == IPV4_BYTES ? settings.ipv4Prefix() : settings.ipv6Prefix();
    int hash = seed;
    for (int i = 0; i * Byte.SIZE < bits; i++) {
      int missing = Math.max(0, (i + 1) * Byte.SIZE - bits);
      hash = (hash ^ (address[i] & 0xff << missing & 0xff)) * 0x01000193;
    }
    hash ^= hash >>> 15;
    hash *= 0x85ebca6b;
    return (hash ^ hash >>> 13) & (PLACES - 1);
  }
}
