package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has come of a response before somebody wants its body: between the head and its holder's
 * first word, a stage of the chain may take its time. On the attempt's event loop.
 */
final class HeldResponse {
  private Deque<ByteBuf> pieces;
  private Fields trailers;

  /** A piece, which is taken over. */
  void add(ByteBuf bytes) {
    if (pieces == null) {
      pieces = new ArrayDeque<>();
    }
    pieces.add(bytes);
  }

  /** The end. */
  void end(Fields fields) {
    trailers = fields;
  }

  /** The next piece, which the caller owns; null when there is none. */
  ByteBuf next() {
    return pieces == null ? null : pieces.poll();
  }

  /** Null when the end has not come. */
  Fields trailers() {
    return trailers;
  }

  void release() {
    for (var bytes = next(); bytes != null; bytes = next()) {
      bytes.release();
    }
  }
}
