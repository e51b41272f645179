package io.fairlead.demo.load;

/**
 * When each request should leave: a fixed grid that no late answer shifts. Times are nanoseconds of
 * one monotonic clock.
 *
 * @param startNanos when request 0 is due
 * @param ratePerSecond requests a second
 * @param total how many are due in all; {@link Long#MAX_VALUE} for no end
 */
record Timetable(long startNanos, int ratePerSecond, long total) {
  private static final long SECOND = 1_000_000_000L;

  /** When this request (0 is the first) is due. */
  long dueNanos(long request) {
    long seconds = request / ratePerSecond;
    long rest = request % ratePerSecond;
    return startNanos + seconds * SECOND + rest * SECOND / ratePerSecond;
  }

  /** Whether this request exists and is due. */
  boolean isDue(long request, long nowNanos) {
    return request < total && nowNanos - dueNanos(request) >= 0;
  }
}
