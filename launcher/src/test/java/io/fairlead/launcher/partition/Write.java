package io.fairlead.launcher.partition;

/**
 * What a client asked for, as it saw it.
 *
 * @param key what was written: an instance, or the description of a service
 * @param value what it shall hold; null when it shall be gone
 * @param via the registry node that was asked
 * @param start nanoseconds, before the request was sent
 * @param end nanoseconds, after the answer was read; {@link #OPEN} when it may still happen
 * @param acknowledged false when it may have happened or not
 */
record Write(String key, String value, int via, long start, long end, boolean acknowledged) {
  static final long OPEN = Long.MAX_VALUE;

  /** Whether this was over when the other began, on the one clock that all clients share. */
  boolean isBefore(Write other) {
    return end != OPEN && end < other.start;
  }
}
