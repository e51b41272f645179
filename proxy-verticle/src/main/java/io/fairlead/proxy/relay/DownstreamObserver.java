package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Direction;

/** Is told about connections from clients; any event loop. */
public interface DownstreamObserver {
  /** Why a client's connection is closed by us. */
  enum Cut {
    /** One more than {@code limits.connectionsMax}. */
    TOO_MANY,
    /** Without a request for {@code limits.idleTimeout}. */
    IDLE,
    /** It has not read its answer for {@code limits.bodyTimeout}. */
    STUCK
  }

  /** A client connected. */
  void opened(Direction direction);

  /** Its connection is gone. */
  void closed(Direction direction);

  /** We close it, or did not let it in. */
  void cut(Direction direction, Cut why);
}
