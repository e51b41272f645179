package io.fairlead.proxy.tls;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/**
 * Translates between the ends of TLS and those of TCP: a close_notify ends the input like a FIN,
 * and a connection that is reset says no close_notify, which would make what came before it whole.
 * On the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The promise is told.
public final class TlsEnds extends ChannelDuplexHandler {
  private final TlsObserver observer;
  private boolean inputShut;

  public TlsEnds(TlsObserver observer) {
    this.observer = observer;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      count(done.isSuccess(), done.cause());
    } else if (event instanceof SniCompletionEvent hello) {
      if (!hello.isSuccess()) {
        count(false, hello.cause());
      }
    } else if (event == SslCloseCompletionEvent.SUCCESS
        || event instanceof ChannelInputShutdownEvent) {
      inputShut(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void inputShut(ChannelHandlerContext ctx) {
    if (!inputShut) {
      inputShut = true;
      ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  private void count(boolean success, Throwable cause) {
    if (success) {
      observer.handshake();
    } else if (cause instanceof SslHandshakeTimeoutException) {
      observer.handshakeTimedOut();
    } else {
      observer.handshakeFailed();
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    Integer linger = ctx.channel().config().getOption(ChannelOption.SO_LINGER);
    if (linger != null && linger == 0) {
      ctx.channel().unsafe().close(promise);
    } else {
      ctx.close(promise);
    }
  }
}
