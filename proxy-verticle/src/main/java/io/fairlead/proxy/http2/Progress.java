package io.fairlead.proxy.http2;

/** Whether something that waits to be read has not become less for too long; asked by sweeps. */
final class Progress {
  private long waiting;
  private long sinceNanos;

  /**
   * Judges.
   *
   * @param bytes that wait now, in all that ever waited; no progress while it is the same
   * @param none whether nothing waits at all
   */
  boolean isStuck(long bytes, boolean none, long nowNanos, long allowedNanos) {
    if (none || bytes != waiting) {
      waiting = bytes;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos >= allowedNanos;
  }
}
