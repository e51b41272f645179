package io.fairlead.proxy.relay;

/** One event loop's connections to one address by one protocol. */
public interface UpstreamPool {
  /**
   * Finds a place for an attempt, and calls {@link Attempt#begun} or {@link Attempt#notBegun} once,
   * perhaps before it returns.
   *
   * @param fresh whether it has to be a new connection
   */
  void acquire(Attempt attempt, boolean fresh);

  /**
   * Closes what was idle for too long, or everything idle; called about once a second.
   *
   * @param wanted whether a route leads here; otherwise connections end with their requests
   */
  void sweep(boolean wanted, long nowNanos);

  /** Whether it has no connection, nor one on its way. */
  boolean isEmpty();

  /** Closes every connection. */
  void close();
}
