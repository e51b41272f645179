package io.fairlead.proxy.listen;

import io.vertx.core.Future;
import java.time.Duration;

/** A socket that accepts requests; called on its event loop. */
public interface Listener {
  /** Where it is. */
  Place place();

  /**
   * Starts to accept; fails with a {@code StartFailure} when the port is taken.
   *
   * @return the port
   */
  Future<Integer> open();

  /** Serves on, but asks clients to close their connections. */
  void announceDrain();

  /** Accepts nothing new and lets requests finish for so long. */
  Future<Void> drain(Duration grace);

  /** Closes connections that have been idle for too long; called about once a second. */
  void sweep();
}
