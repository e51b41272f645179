package io.fairlead.proxy.http2;

/**
 * Whether a client comes to the end of what it begins to send: its preface, a frame, a head in
 * pieces. Bytes alone are no progress, or one byte now and then would hold a connection for hours.
 * Pure; on the connection's event loop.
 */
final class FrameProgress {
  private boolean begun;
  private boolean ended = true;
  private long sinceNanos;

  FrameProgress(long nowNanos) {
    sinceNanos = nowNanos;
  }

  /** Bytes came; those of whole frames are told of afterwards. */
  void bytes() {
    begun = true;
  }

  /** A frame, or a head with all its pieces, is whole. */
  void whole() {
    begun = false;
    ended = true;
  }

  /**
   * Looks again.
   *
   * @param excused whether a frame may take longer for now, as one of a body may
   * @return whether the client has been at the same piece for as long as is allowed
   */
  boolean isSlow(long nowNanos, long allowedNanos, boolean excused) {
    if (ended || excused || !begun) {
      ended = false;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos >= allowedNanos;
  }
}
