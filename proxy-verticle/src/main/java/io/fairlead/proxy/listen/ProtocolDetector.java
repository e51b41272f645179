package io.fairlead.proxy.listen;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fairlead.proxy.http1.Http1Front;
import io.fairlead.proxy.http2.Http2Front;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Front;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Looks at the first bytes of a connection and gives it to whoever speaks that protocol: the
 * preface of HTTP/2 (RFC 9113 §3.4), or anything else, which is HTTP/1.1 or refused by it. On the
 * connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
final class ProtocolDetector extends ChannelInboundHandlerAdapter implements ClientConnection {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

  private final Front front;
  private final ListenContext context;
  private ChannelHandlerContext ctx;
  private ByteBuf held;
  private boolean over;
  private long sinceNanos;

  ProtocolDetector(Front front, ListenContext context) {
    this.front = front;
    this.context = context;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    ctx = active;
    sinceNanos = front.now();
    if (!front.opened(this)) {
      over = true;
      Endings.close(ctx.channel());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext active, Object message) {
    var in = (ByteBuf) message;
    if (over) {
      in.release();
      return;
    }
    if (held == null) {
      held = in;
      sinceNanos = front.now();
    } else {
      held = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    }
    int same = same(held);
    if (same == PREFACE.length) {
      become(Http2Front.of(front, context.scratch(), context.http2(), context.http2Observer()));
    } else if (same < held.readableBytes()) {
      become(new Http1Front(front, context.scratch()));
    }
  }

  /** How many of the first bytes are those of the preface. */
  private static int same(ByteBuf in) {
    int most = Math.min(in.readableBytes(), PREFACE.length);
    int same = 0;
    while (same < most && in.getByte(in.readerIndex() + same) == PREFACE[same]) {
      same++;
    }
    return same;
  }

  /** Steps out of the way; from here on the connection is the other one's to count and to close. */
  private void become(ChannelHandler protocol) {
    over = true;
    var first = held;
    held = null;
    front.closed(this);
    ctx.pipeline().replace(this, null, protocol);
    if (first != null) {
      ctx.fireChannelRead(first);
    }
  }

  /** A client that closed its sending side may have said all of a short request of HTTP/1.1. */
  @Override
  public void userEventTriggered(ChannelHandlerContext active, Object event) {
    if (!over && event instanceof ChannelInputShutdownEvent) {
      become(new Http1Front(front, context.scratch()));
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext active) {
    gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    close();
  }

  private void gone() {
    if (!over) {
      over = true;
      if (held != null) {
        held.release();
        held = null;
      }
      front.closed(this);
    }
  }

  @Override
  public void sweep(long nowNanos) {
    long allowed = held == null ? front.limits().downstreamIdleNanos() : front.limits().headNanos();
    if (nowNanos - sinceNanos >= allowed) {
      front.cut(DownstreamObserver.Cut.IDLE);
      close();
    }
  }

  @Override
  public void announceDrain() {
    // The protocol that it turns out to be says it.
  }

  @Override
  public void drain() {
    close();
  }

  @Override
  public void close() {
    Endings.close(ctx.channel());
    gone();
  }
}
