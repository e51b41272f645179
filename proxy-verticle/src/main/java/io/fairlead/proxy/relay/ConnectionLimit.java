package io.fairlead.proxy.relay;

/**
 * How many connections from clients one event loop may hold for one listener, or for several that
 * share a limit; on that loop only.
 */
public final class ConnectionLimit {
  private final int max;
  private int held;

  /**
   * @param max of all listeners that share it
   */
  public ConnectionLimit(int max) {
    this.max = max;
  }

  /** Counts a connection, unless there are too many. */
  public boolean enter() {
    if (held >= max) {
      return false;
    }
    held++;
    return true;
  }

  /** Takes a connection back that had entered. */
  public void leave() {
    held--;
  }
}
