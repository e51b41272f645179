package io.fairlead.proxy;

/**
 * How much of a small process's memory requests may take; pure.
 *
 * @param heapBytes the greatest size of the heap
 * @param directBytes the most that there may be beside it, for bytes under way
 * @param requestDirectBytes the most of it that one request may hold
 */
record HeapShare(long heapBytes, long directBytes, long requestDirectBytes) {
  /** Measured: 8 MB live without requests; and room for the collector. */
  private static final long RESERVED_BYTES = 14L << 20;

  /** Measured: 5 kB live for a request with both of its connections; half as much again. */
  private static final long REQUEST_BYTES = 8L << 10;

  private static final int REQUESTS_MIN = 128;
  private static final int CONNECTIONS_MIN = 64;

  /**
   * How many connections each listener may have: an idle one takes a quarter of what a request
   * takes, and a client that is told that there is too much is better off than one that is cut off.
   */
  static int connections(int requests, int listeners) {
    return Math.max(CONNECTIONS_MIN, 2 * requests / listeners);
  }

  /** How many requests may be under way at once. */
  int requests() {
    long inHeap = (heapBytes - RESERVED_BYTES) / REQUEST_BYTES;
    long fit = Math.min(inHeap, directBytes / requestDirectBytes);
    return (int) Math.max(REQUESTS_MIN, Math.min(fit, 1 << 20));
  }
}
