package io.fairlead.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connections from clients and to endpoints have in common: the codec, and writes that are
 * flushed once for all streams. On the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails ends in channelInactive.
abstract class Http2Handler extends Http2ConnectionHandler implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Handler.class);

  private final Http2Connection.PropertyKey key;
  private final int connectionWindow;
  private ChannelHandlerContext context;
  private boolean reading;
  private boolean flushing;

  Http2Handler(Codec codec, Http2Limits limits) {
    super(codec.decoder(), codec.encoder(), codec.settings());
    this.key = connection().newKey();
    this.connectionWindow = limits.connectionWindowBytes();
  }

  /** Null until it was added to its channel. */
  final ChannelHandlerContext context() {
    return context;
  }

  /** What is known of a stream here; null when it is nobody's. */
  @SuppressWarnings(
      "TypeParameterUnusedInFormals") // each kind of connection has one kind of stream
  final <T> T of(Http2Stream stream) {
    return stream == null ? null : stream.getProperty(key);
  }

  final void own(Http2Stream stream, Object owner) {
    stream.setProperty(key, owner);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    if (ctx.channel().isActive()) {
      widen();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    widen();
  }

  private void widen() throws Http2Exception {
    int more = connectionWindow - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    if (more > 0) {
      decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
      context.flush();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    reading = true;
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    readComplete();
    reading = false;
    super.channelReadComplete(ctx);
  }

  /** All frames of what was read at once have been handed over. */
  abstract void readComplete();

  /** Lets the network have what was written, once for everything that is written meanwhile. */
  final void flushLater() {
    if (!reading && !flushing) {
      flushing = true;
      context.channel().eventLoop().execute(this);
    }
  }

  @Override
  public void run() {
    flushing = false;
    flush(context);
  }

  /** Writes a head or trailers. */
  final void write(Http2Stream stream, Http2Headers headers, boolean end) {
    encoder().writeHeaders(context, stream.id(), headers, 0, end, context.newPromise());
    flushLater();
  }

  /** Queues a piece of a body. */
  final void write(Http2Stream stream, OutgoingPiece.Owner owner, ByteBuf bytes, boolean end) {
    encoder()
        .flowController()
        .addFlowControlled(stream, new OutgoingPiece(this, stream, owner, bytes, end));
    if (end) {
      flushLater();
    }
  }

  /** Resets a stream, unless it is closed. */
  final void reset(Http2Stream stream, long code) {
    if (stream != null && stream.state() != Http2Stream.State.CLOSED) {
      resetStream(context, stream.id(), code, context.newPromise());
      flushLater();
    }
  }

  /** Bytes of a stream's body were written on: its sender may send as many more. */
  final void consumed(Http2Stream stream, int bytes) {
    try {
      if (decoder().flowController().consumeBytes(stream, bytes)) {
        flushLater();
      }
    } catch (Http2Exception e) {
      onError(context, true, e);
    }
  }

  /** Whether a client or endpoint reads what it gets. */
  final boolean isWritable() {
    return context.channel().isWritable();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    super.channelWritabilityChanged(ctx);
    if (ctx.channel().isWritable()) {
      writable();
    }
  }

  /** The connection takes more again. */
  abstract void writable();

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
      super.exceptionCaught(ctx, cause);
    } else {
      LOG.debug("connection broke", cause);
      ctx.close();
    }
  }
}
