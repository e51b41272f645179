package io.fairlead.proxy.http2;

import io.netty.handler.codec.http2.Http2Exception;
import java.util.function.Consumer;

/** The streams of a connection that somebody owns. On its event loop. */
final class Streams<S> {
  private final Http2Handler connection;

  Streams(Http2Handler connection) {
    this.connection = connection;
  }

  /** Does this to each; what is done to one may close it. */
  void each(Consumer<S> action) {
    try {
      connection
          .connection()
          .forEachActiveStream(
              stream -> {
                S owner = connection.of(stream);
                if (owner != null) {
                  action.accept(owner);
                }
                return true;
              });
    } catch (Http2Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
