package io.fairlead.proxy.gateway;

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
final class TlsEnds extends ChannelDuplexHandler {
  private final GatewayMetrics metrics;
  private boolean inputShut;

  TlsEnds(GatewayMetrics metrics) {
    this.metrics = metrics;
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
      metrics.handshake();
    } else if (cause instanceof SslHandshakeTimeoutException) {
      metrics.handshakeTimedOut();
    } else {
      metrics.handshakeFailed();
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
