package io.fairlead.proxy.http1;

import io.fairlead.proxy.relay.Watch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection whose client may still be sending: closing at once would reset it, and
 * the client would lose its answer (RFC 9112 §9.6). On the connection's event loop.
 */
final class Lingering {
  /** How long a client may go on sending a body that nobody wants before it is cut off. */
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Watch watch;
  private final Runnable close;
  private Watch.Entry entry;
  private boolean over;

  /**
   * @param close the connection
   */
  Lingering(Watch watch, Runnable close) {
    this.watch = watch;
    this.close = close;
  }

  /** Writes what there is, says that nothing more comes, and waits for the client to see it. */
  void begin(Responder responder) {
    responder.shutdownAfterWrites(this::await);
  }

  private void await() {
    if (!over) {
      entry = watch.start(close);
      entry.expireIn(NANOS);
    }
  }

  /** The connection is closed. */
  void stop() {
    over = true;
    if (entry != null) {
      entry.stop();
    }
  }
}
