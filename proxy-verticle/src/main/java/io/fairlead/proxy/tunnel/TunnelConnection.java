package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.UpstreamStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/** A connection to an endpoint that carries one tunnel. On its event loop. */
final class TunnelConnection extends ChannelInboundHandlerAdapter implements UpstreamStream {
  private final TunnelPool pool;
  private Attempt attempt;
  private Channel channel;

  TunnelConnection(TunnelPool pool, Attempt attempt) {
    this.pool = pool;
    this.attempt = attempt;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  /** The connection came about: that is the endpoint's consent. */
  void begin() {
    attempt.begun(this);
    if (attempt != null) {
      var begun = attempt;
      begun.answered(TunnelStart.OPEN);
      // No byte may follow for long: the consent alone has to reach the client.
      begun.readComplete();
    }
  }

  void close() {
    channel.close();
  }

  @Override
  public void head(DownstreamRequest request, boolean last) {
    // There is none: the first byte is the client's.
  }

  @Override
  public void data(ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  @Override
  public void end(Fields trailers) {
    channel
        .writeAndFlush(channel.alloc().buffer(0))
        .addListener(
            written -> {
              if (channel instanceof DuplexChannel duplex && channel.isActive()) {
                duplex.shutdownOutput();
              }
            });
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable() && attempt != null) {
      attempt.streamWritable();
    }
  }

  @Override
  public boolean isReused() {
    return false;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var bytes = (ByteBuf) message;
    if (attempt == null) {
      bytes.release();
    } else {
      attempt.data(bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (attempt != null) {
      attempt.readComplete();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && attempt != null) {
      attempt.ended(Fields.NONE);
    }
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  @Override
  public void finished(boolean complete) {
    attempt = null;
    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(written -> channel.close());
  }

  @Override
  public void abort() {
    attempt = null;
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pool.closed(this);
    if (attempt != null) {
      var broken = attempt;
      attempt = null;
      broken.broken(
          new ProxyFailure.UpstreamReset(
              "endpoint " + broken.describeEndpoint() + " broke the connection", false));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // What became of the tunnel is told when the channel has closed.
    channel.close();
  }
}
