package io.fairlead.proxy.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** How connections end: at once only by a reset, or what is still to be written would be lost. */
public final class Endings {
  private Endings() {}

  /** Ends the direction towards the peer once everything was written. */
  public static void shutdownAfterWrites(Channel channel) {
    shutdownAfterWrites(channel, () -> {});
  }

  /** The same, and tells; unless the channel is gone. */
  public static void shutdownAfterWrites(Channel channel, Runnable then) {
    channel
        .writeAndFlush(channel.alloc().buffer(0))
        .addListener(
            written -> {
              if (channel instanceof DuplexChannel duplex && channel.isActive()) {
                shutdownOutput(duplex);
                then.run();
              }
            });
  }

  /** Closes once everything was written. */
  public static void closeAfterWrites(Channel channel) {
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes; what waits to be written is lost. */
  @SuppressWarnings("FutureReturnValueIgnored") // its handler is told
  public static void close(Channel channel) {
    channel.close();
  }

  /** Closes by a reset: whoever is there must not take it for the end of what was sent. */
  public static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      close(channel);
    }
  }

  /** Whoever speaks TLS has to be told in its words first, or the end would be a broken one. */
  @SuppressWarnings("FutureReturnValueIgnored") // a peer that has gone is told to the handler
  private static void shutdownOutput(DuplexChannel channel) {
    var tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(said -> channel.shutdownOutput());
    }
  }
}
