package io.fairlead.proxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Writes without asking what became of it: a write that fails closes its channel, which is told to
 * the channel's handler like any other end. On the channel's event loop.
 */
public final class Writes {
  private Writes() {}

  /** Puts bytes behind those that wait to be flushed; takes them over. */
  @SuppressWarnings("FutureReturnValueIgnored") // see above
  public static void queue(Channel channel, ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  /** The same, and lets the network have all. */
  @SuppressWarnings("FutureReturnValueIgnored") // see above
  public static void send(Channel channel, ByteBuf bytes) {
    channel.writeAndFlush(bytes, channel.voidPromise());
  }
}
