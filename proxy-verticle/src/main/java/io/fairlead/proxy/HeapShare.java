package io.fairlead.proxy;

/**
 * How much of a small heap requests may take; pure.
 *
 * @param heapBytes the greatest size of the heap
 */
record HeapShare(long heapBytes) {
  /** Code, settings, view and meters, and room for the collector. */
  private static final long RESERVED_BYTES = 16L << 20;

  /**
   * Measured: 16 kB live for a request with both of its connections; half as much again to be safe.
   */
  private static final long REQUEST_BYTES = 24L << 10;

  private static final int REQUESTS_MIN = 128;
  private static final int CONNECTIONS_MIN = 64;

  /**
   * How many connections each listener may have: an idle one takes half of what a request takes,
   * and a client that is told that there is too much is better off than one that is cut off.
   */
  static int connections(int requests, int listeners) {
    return Math.max(CONNECTIONS_MIN, 2 * requests / listeners);
  }

  /** How many requests may be under way at once. */
  int requests() {
    long fit = (heapBytes - RESERVED_BYTES) / REQUEST_BYTES;
    return (int) Math.max(REQUESTS_MIN, Math.min(fit, 1 << 20));
  }
}
