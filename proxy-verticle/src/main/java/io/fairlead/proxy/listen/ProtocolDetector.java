package io.fairlead.proxy.listen;

import io.fairlead.proxy.http1.Http1Front;
import io.fairlead.proxy.http1.Scratch;
import io.fairlead.proxy.relay.Front;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Looks at the first bytes of a connection and gives it to whoever speaks that protocol. */
final class ProtocolDetector extends ChannelInboundHandlerAdapter {
  private final Front front;
  private final Scratch scratch;

  ProtocolDetector(Front front, Scratch scratch) {
    this.front = front;
    this.scratch = scratch;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.pipeline().replace(this, "http1", new Http1Front(front, scratch));
  }
}
