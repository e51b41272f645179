package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.Connection;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.UpstreamStream;
import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/** A connection to an endpoint that carries one tunnel. On its event loop. */
final class TunnelConnection extends Connection implements UpstreamStream {
  private final TunnelPool pool;
  private final Unread unread = new Unread();
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
    Endings.close(channel);
  }

  /** Closes it when it is over and its last bytes are not taken. */
  void sweep(long nowNanos, long allowedNanos) {
    if (attempt == null && unread.isStuck(channel, nowNanos, allowedNanos)) {
      Endings.reset(channel);
    }
  }

  @Override
  public void head(DownstreamRequest request, boolean last) {
    // There is none: the first byte is the client's.
  }

  @Override
  public void data(ByteBuf bytes) {
    Writes.piece(channel, bytes);
  }

  @Override
  public void end(Fields trailers) {
    Endings.shutdownAfterWrites(channel);
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
  protected void peerWritable() {
    if (attempt != null) {
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
  protected void peerEnded() {
    if (attempt != null) {
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
    Endings.closeAfterWrites(channel);
  }

  /** By a reset: whoever is there must not take it for the end of what was sent. */
  @Override
  public void abort() {
    attempt = null;
    Endings.reset(channel);
  }

  @Override
  protected void gone() {
    pool.closed(this);
    broken();
  }

  private void broken() {
    if (attempt != null) {
      var broken = attempt;
      attempt = null;
      broken.broken(
          new ProxyFailure.UpstreamReset(
              "endpoint " + broken.describeEndpoint() + " broke the connection", false));
    }
  }

  @Override
  protected void broke() {
    // At once: a native channel tells the end of its input, too, before it tells that it closed.
    broken();
    Endings.close(channel);
  }
}
