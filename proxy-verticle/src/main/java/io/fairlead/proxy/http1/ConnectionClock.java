package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.RelayLimits;

/**
 * How long a client has been silent, as far as sweeps can see: reading the clock for each packet
 * would cost more than these timeouts are worth.
 */
final class ConnectionClock {
  /** What a sweep finds. */
  enum Verdict {
    FINE,
    IDLE,
    HEAD_TOO_SLOW,
    BODY_TOO_SLOW
  }

  private final RelayLimits limits;
  private boolean touched;
  private boolean inHead;
  private long headSinceNanos;
  private long silentSinceNanos;

  ConnectionClock(RelayLimits limits, long nowNanos) {
    this.limits = limits;
    this.silentSinceNanos = nowNanos;
  }

  /** The client sent something. */
  void touch() {
    touched = true;
  }

  /** Part of a head has come. */
  void headBegun(Front front) {
    if (!inHead) {
      inHead = true;
      headSinceNanos = front.now();
    }
  }

  void headEnded() {
    inHead = false;
  }

  /**
   * Judges.
   *
   * @param awaitsHead whether the client is to begin a request
   * @param awaitsBody whether nothing but the client holds up a request's body
   */
  Verdict judge(long nowNanos, boolean awaitsHead, boolean awaitsBody) {
    if (touched || (!awaitsHead && !awaitsBody)) {
      touched = false;
      silentSinceNanos = nowNanos;
    }
    if (awaitsHead && inHead) {
      return nowNanos - headSinceNanos >= limits.headNanos() ? Verdict.HEAD_TOO_SLOW : Verdict.FINE;
    }
    long silent = nowNanos - silentSinceNanos;
    if (awaitsHead) {
      return silent >= limits.downstreamIdleNanos() ? Verdict.IDLE : Verdict.FINE;
    }
    return awaitsBody && silent >= limits.bodyIdleNanos() ? Verdict.BODY_TOO_SLOW : Verdict.FINE;
  }
}
