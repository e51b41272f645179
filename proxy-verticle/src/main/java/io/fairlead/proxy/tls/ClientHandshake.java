package io.fairlead.proxy.tls;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.relay.Lane;
import io.fairlead.proxy.relay.Securing;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** A connection to an endpoint until it is known who is there. On its event loop. */
final class ClientHandshake extends ChannelInboundHandlerAdapter implements Securing.Secured {
  private final MeshTls tls;
  private final Address address;
  private final Lane lane;
  private final ChannelHandler reader;
  private SslHandler handler;
  private ChannelPromise proven;

  ClientHandshake(MeshTls tls, Address address, Lane lane, ChannelHandler reader) {
    this.tls = tls;
    this.address = address;
    this.lane = lane;
    this.reader = reader;
  }

  @Override
  public ChannelHandler handler() {
    return this;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The same one.
  public ChannelFuture proven(ChannelFuture connecting) {
    if (proven == null) {
      proven = connecting.channel().newPromise();
    }
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            proven.tryFailure(done.cause());
          }
        });
    return proven;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (proven == null) {
      proven = ctx.newPromise();
    }
    handler = tls.client(ctx.channel(), address, lane);
    ctx.pipeline().addFirst(handler);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      try {
        if (!done.isSuccess()) {
          throw PeerRefused.because(done.cause());
        }
        tls.proven(handler, address.workload());
        become(ctx);
      } catch (PeerRefused refused) {
        refuse(ctx, refused);
      }
    }
  }

  private void become(ChannelHandlerContext ctx) {
    tls.observer().handshake();
    ctx.pipeline().addLast(new TlsEnds(TlsObserver.NONE), reader).remove(this);
    proven.trySuccess();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody is left to be told.
  private void refuse(ChannelHandlerContext ctx, PeerRefused refused) {
    tls.observer().handshakeFailed();
    proven.tryFailure(refused);
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    proven.tryFailure(new ClosedChannelException());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    refuse(ctx, PeerRefused.because(cause));
  }
}
