package io.fairlead.proxy.relay;

/** A connection from a client, whatever it speaks; on its event loop. */
public interface ClientConnection {
  /** Closes what has been silent for too long; called about once a second. */
  void sweep(long nowNanos);

  /** Asks the client to go elsewhere, where that can be said without an answer. */
  default void announceDrain() {}

  /** The same, and closes once nothing is under way. */
  void drain();

  /** Closes at once. */
  void close();
}
