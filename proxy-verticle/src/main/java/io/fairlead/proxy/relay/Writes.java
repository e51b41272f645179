package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Writes without asking what became of it: a write that fails closes its channel, which is told to
 * the channel's handler like any other end. On the channel's event loop.
 */
public final class Writes {
  /** Pieces up to this size are copied rather than kept waiting. */
  private static final int SMALL_BYTES = 8192;

  private Writes() {}

  /** Puts bytes behind those that wait to be flushed; takes them over. */
  @SuppressWarnings("FutureReturnValueIgnored") // see above
  public static void queue(Channel channel, ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  /**
   * Puts a piece of what was read of another connection there; takes it over. When it would wait
   * for its turn and is small it is copied: it would hold the whole of the buffer that it was read
   * into.
   */
  public static void piece(Channel channel, ByteBuf bytes) {
    queue(
        channel,
        bytes.readableBytes() <= SMALL_BYTES && isWaiting(channel) ? copied(bytes) : bytes);
  }

  private static boolean isWaiting(Channel channel) {
    var outbound = channel.unsafe().outboundBuffer();
    return outbound != null && outbound.totalPendingWriteBytes() > 0;
  }

  /** The same bytes in a buffer of their size; lets go of the one that was given. */
  public static ByteBuf copied(ByteBuf bytes) {
    try {
      return bytes.alloc().directBuffer(bytes.readableBytes()).writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  /** Puts bytes there, and lets the network have all. */
  @SuppressWarnings("FutureReturnValueIgnored") // see above
  public static void send(Channel channel, ByteBuf bytes) {
    channel.writeAndFlush(bytes, channel.voidPromise());
  }
}
