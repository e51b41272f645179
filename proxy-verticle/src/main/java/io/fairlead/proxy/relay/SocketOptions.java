package io.fairlead.proxy.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/** The same for all connections that carry requests, from clients and to endpoints. */
public final class SocketOptions {
  private final WriteBufferWaterMark waterMark;
  private final LoopReads reads;

  private SocketOptions(RelayLimits limits) {
    waterMark = new WriteBufferWaterMark(limits.bufferBytesMax() / 2, limits.bufferBytesMax());
    reads = new LoopReads(limits.readBytesMax());
  }

  public static SocketOptions of(RelayLimits limits) {
    return new SocketOptions(limits);
  }

  /** Of connections to be made. */
  Bootstrap onto(Bootstrap bootstrap) {
    return bootstrap
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
        .option(ChannelOption.RECVBUF_ALLOCATOR, reads);
  }

  /** Of a connection that was accepted, before it is registered. */
  public void onto(Channel accepted) {
    EpollInterest.keep(accepted);
    var config = accepted.config();
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark);
    config.setOption(ChannelOption.RECVBUF_ALLOCATOR, reads);
  }
}
