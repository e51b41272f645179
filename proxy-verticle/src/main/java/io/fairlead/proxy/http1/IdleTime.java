package io.fairlead.proxy.http1;

import java.util.concurrent.TimeUnit;

/** How long a pooled connection has waited for another request. On its event loop. */
final class IdleTime {
  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long allowedNanos;
  private long sinceNanos;
  private boolean seen;

  /** It waits from now on, so long at most. */
  void begin(long nanos) {
    allowedNanos = nanos;
    seen = false;
  }

  /**
   * Whether it has waited too long; asked about once a second. Time runs from the first time that
   * it is asked: reading the clock for each request would cost more than that second.
   */
  boolean isOver(long nowNanos) {
    if (!seen) {
      seen = true;
      sinceNanos = nowNanos - SWEEP_NANOS;
    }
    return nowNanos - sinceNanos >= allowedNanos;
  }
}
