package io.fairlead.proxy.http2;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;

/** How a client's connection is brought to its end (RFC 9113 §6.8). On its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
final class Farewell {
  private final Http2Handler connection;
  private boolean announced;
  private boolean leaving;

  Farewell(Http2Handler connection) {
    this.connection = connection;
  }

  /**
   * Asks the client to go elsewhere. No stream is refused for it: what is on its way is still
   * served.
   */
  void announce() {
    if (!announced) {
      announced = true;
      goAway(Integer.MAX_VALUE);
    }
  }

  /** The same, and closes with the last stream. */
  void whenDone() {
    leaving = true;
    if (connection.connection().numActiveStreams() == 0) {
      say();
    } else {
      announce();
    }
  }

  void streamClosed() {
    if (leaving && connection.connection().numActiveStreams() == 0) {
      say();
    }
  }

  /** Tells which streams were served, and closes. */
  void say() {
    var ctx = connection.context();
    if (ctx.channel().isActive()) {
      goAway(connection.connection().remote().lastStreamCreated());
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> ctx.close());
    }
  }

  private void goAway(int lastStream) {
    var ctx = connection.context();
    connection.goAway(
        ctx, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
    connection.flushLater();
  }
}
