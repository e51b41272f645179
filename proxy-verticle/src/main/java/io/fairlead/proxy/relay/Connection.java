package io.fairlead.proxy.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** What a channel tells of its ends, in the words of those who listen. On its event loop. */
public abstract class Connection extends ChannelInboundHandlerAdapter {
  /** The peer takes more again. */
  protected abstract void peerWritable();

  /** The peer sends no more; it may still read. */
  protected abstract void peerEnded();

  /** Something broke: the channel has to be closed. */
  protected abstract void broke();

  /** The channel is closed. */
  protected abstract void gone();

  @Override
  public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      peerWritable();
    }
  }

  @Override
  public final void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      peerEnded();
    }
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    broke();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext ctx) {
    gone();
  }
}
