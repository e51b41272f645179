package io.fairlead.node.link;

import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/** What both ends of the bus link do to a socket whose other end is not to be trusted. */
public final class LinkSocket {
  private LinkSocket() {}

  /**
   * Closes at once; the close handler is called. {@code NetSocket.close()} waits until everything
   * was sent: with a peer that does not read that is never, and {@code Vertx.close()} waits too.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The close handler tells.
  public static void abort(NetSocket socket) {
    var context = ((NetSocketInternal) socket).channelHandlerContext();
    // Beginning at Vert.x's own place in the pipeline passes over its queue of things to write.
    context.executor().execute(context::close);
  }
}
