package io.fairlead.benchmarks.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** One connection: asks, waits for the whole answer, asks again. */
@SuppressWarnings("FutureReturnValueIgnored") // What fails to be sent ends in channelInactive.
final class Conversation extends SimpleChannelInboundHandler<HttpObject> {
  private static final int OK_FROM = 200;
  private static final int OK_BELOW = 300;

  private final Workload work;
  private final Measured seen;
  private final long endNanos;
  private boolean waiting;
  private long askedAt;
  private int status;
  private long bytes;
  private String reason;

  Conversation(Workload work, Measured seen, long endNanos) {
    this.work = work;
    this.seen = seen;
    this.endNanos = endNanos;
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    ask(connection);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext connection, HttpObject part) {
    if (part instanceof HttpResponse head) {
      status = head.status().code();
      bytes = 0;
      reason = null;
    }
    if (part instanceof HttpContent body) {
      bytes += body.content().readableBytes();
      if (!isOk() && reason == null) {
        reason = body.content().toString(StandardCharsets.UTF_8);
      }
    }
    if (part instanceof LastHttpContent) {
      answered(connection);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    if (waiting) {
      waiting = false;
      seen.failed("the server closed the connection");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
    waiting = false;
    seen.failed(cause.toString());
    connection.close();
  }

  private void ask(ChannelHandlerContext connection) {
    byte[] request = work.next();
    if (request == null) {
      connection.close();
      return;
    }
    waiting = true;
    askedAt = System.nanoTime();
    connection.writeAndFlush(Unpooled.wrappedBuffer(request), connection.voidPromise());
  }

  private void answered(ChannelHandlerContext connection) {
    long now = System.nanoTime();
    waiting = false;
    if (isOk()) {
      seen.answered(now - askedAt, bytes);
    } else {
      seen.failed("status " + status + ": " + reason);
    }
    if (now - endNanos < 0) {
      ask(connection);
    } else {
      connection.close();
    }
  }

  private boolean isOk() {
    return status >= OK_FROM && status < OK_BELOW;
  }
}
