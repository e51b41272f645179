package io.fairlead.proxy.rules;

/** Counts what callers got from one destination of a split; any event loop. */
public interface SplitCounter {
  /**
   * A request is over, retries included; one whose client went away is not told.
   *
   * @param failed whether the caller got a failure of the server, or no whole answer
   */
  void ended(boolean failed);
}
