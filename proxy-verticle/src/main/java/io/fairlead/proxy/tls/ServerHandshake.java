package io.fairlead.proxy.tls;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.Watch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller's connection until it is known whose it is. Where callers without TLS are allowed, the
 * first byte tells them apart: that of a handshake (RFC 8446 §5.1) begins no request. On its event
 * loop.
 */
final class ServerHandshake extends ChannelInboundHandlerAdapter implements ClientConnection {
  private static final Logger LOG = LoggerFactory.getLogger(ServerHandshake.class);
  private static final int HANDSHAKE_RECORD = 22;

  private final Front front;
  private final MeshTls tls;
  private final boolean speaksFirst;
  private final Supplier<ChannelHandler> reader;
  private Channel channel;
  private SslHandler handler;
  private Watch.Entry watched;
  private long sinceNanos;
  private boolean inputShut;
  private boolean over;

  ServerHandshake(Front front, MeshTls tls, boolean speaksFirst, Supplier<ChannelHandler> reader) {
    this.front = front;
    this.tls = tls;
    this.speaksFirst = speaksFirst;
    this.reader = reader;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    sinceNanos = front.now();
    if (!front.opened(this)) {
      over = true;
      Endings.close(channel);
      return;
    }
    watched = front.watch().start(this::plain);
    if (tls.mode() == TlsMode.STRICT) {
      secure();
    } else {
      watched.expireIn(speaksFirst ? Exchange.NEVER : tls.detectNanos());
    }
  }

  private void secure() {
    watched.stop();
    handler = tls.server(channel);
    channel.pipeline().addFirst(handler);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var first = (ByteBuf) message;
    if (over || handler != null || !first.isReadable()) {
      first.release();
    } else if (first.getUnsignedByte(first.readerIndex()) == HANDSHAKE_RECORD) {
      secure();
      channel.pipeline().fireChannelRead(first);
      channel.pipeline().fireChannelReadComplete();
    } else {
      plain();
      channel.pipeline().fireChannelRead(first);
      channel.pipeline().fireChannelReadComplete();
    }
  }

  private void plain() {
    if (!over && handler == null) {
      handOver(reader.get());
      channel.pipeline().fireChannelActive();
      if (inputShut) {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (over) {
      ctx.fireUserEventTriggered(event);
    } else if (event instanceof SslHandshakeCompletionEvent done) {
      try {
        if (!done.isSuccess()) {
          throw PeerRefused.because(done.cause());
        }
        tls.proven(handler, null);
        proven(ctx);
      } catch (PeerRefused refused) {
        refuse(done.cause() instanceof SslHandshakeTimeoutException, refused);
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      plain();
    }
  }

  private void proven(ChannelHandlerContext ctx) {
    tls.observer().handshake();
    var ends = new TlsEnds(TlsObserver.NONE);
    ctx.pipeline().addBefore(ctx.name(), null, ends);
    handOver(reader.get());
    // Not from the front: the handshake is over.
    channel.pipeline().context(ends).fireChannelActive();
  }

  private void refuse(boolean late, PeerRefused refused) {
    if (late) {
      tls.observer().handshakeTimedOut();
    } else {
      tls.observer().handshakeFailed();
    }
    LOG.debug("connection from {} refused: {}", channel.remoteAddress(), refused.getMessage());
    close();
  }

  private void handOver(ChannelHandler next) {
    leave();
    channel.pipeline().replace(this, null, next);
  }

  private void leave() {
    over = true;
    watched.stop();
    front.closed(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!over) {
      leave();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  @Override
  public void sweep(long nowNanos) {
    if (handler == null && nowNanos - sinceNanos >= front.limits().downstreamIdleNanos()) {
      front.cut(DownstreamObserver.Cut.IDLE);
      close();
    }
  }

  @Override
  public void announceDrain() {
    // Whoever takes it over says it.
  }

  @Override
  public void drain() {
    close();
  }

  @Override
  public void close() {
    Endings.close(channel);
    if (!over) {
      leave();
    }
  }
}
