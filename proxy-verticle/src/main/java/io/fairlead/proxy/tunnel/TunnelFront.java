package io.fairlead.proxy.tunnel;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.Connection;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.RelayedResponse;
import io.fairlead.proxy.relay.ResponseSink;
import io.fairlead.proxy.relay.Sockets;
import io.fairlead.proxy.relay.Writes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.AsyncResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection that is carried without being read: one exchange from its first moment, so
 * that servers that speak first are heard, to its end. What the client sends before there is an
 * endpoint waits, and goes to the next one when the first cannot be connected to. A failure is told
 * by a reset: there is no other word. On its event loop.
 */
public final class TunnelFront extends Connection
    implements ClientConnection, BodySource, ResponseSink {
  private static final Logger LOG = LoggerFactory.getLogger(TunnelFront.class);

  private enum State {
    /** An endpoint is sought. */
    CONNECTING,
    OPEN,
    /** Both directions have ended; what was written may still be on its way. */
    ENDING,
    CLOSED
  }

  private final Front front;
  private final String authority;
  private final Unread unread = new Unread();
  private Channel channel;
  private State state = State.CONNECTING;
  private TunnelRequest request;
  private Exchange exchange;
  private RelayedResponse response;
  private int unconsumed;

  /** A connection whose listener says where it goes. */
  public TunnelFront(Front front) {
    this(front, null);
  }

  /**
   * @param authority where it goes, for the chain's routing
   */
  public TunnelFront(Front front, String authority) {
    this.front = front;
    this.authority = authority;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
    if (!front.opened(this)) {
      state = State.CLOSED;
      Endings.reset(channel);
      return;
    }
    request = new TunnelRequest(this, authority, front.limits().replayBytesMax());
    exchange = front.exchange(request);
    var begun = exchange;
    front.handle(begun).onComplete(done -> handled(begun, done));
  }

  private void handled(Exchange begun, AsyncResult<ResponseHead> done) {
    if (begun != exchange) {
      // The client has gone.
      if (done.succeeded()) {
        done.result().discard();
      }
    } else if (done.failed()) {
      LOG.error("the chain gave no answer", done.cause());
      broken();
    } else if (done.result() instanceof RelayedResponse connected) {
      state = State.OPEN;
      response = connected;
      connected.takeStart().release();
      // Nobody can say what the endpoint does with the first byte: there is no other response.
      request.body().release();
      connected.relayTo(this);
    } else {
      refused((LocalResponse) done.result());
    }
  }

  private void refused(LocalResponse why) {
    LOG.debug(
        "connection from {} reset: {}: {}", channel.remoteAddress(), why.failure(), why.text());
    over(Exchange.Outcome.COMPLETED);
    reset();
  }

  String clientAddress() {
    return Sockets.clientAddress(channel);
  }

  // From the client

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    if (request == null) {
      bytes.release();
    } else {
      request.body().reading();
      request.body().arrived(bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (request != null) {
      request.body().readComplete();
    }
  }

  @Override
  protected void peerEnded() {
    if (request != null) {
      request.body().ended(Fields.NONE);
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

  // To the client

  @Override
  public void data(ByteBuf bytes) {
    unconsumed += bytes.readableBytes();
    Writes.piece(channel, bytes);
    if (channel.isWritable()) {
      consumed();
    }
  }

  private void consumed() {
    int bytes = unconsumed;
    unconsumed = 0;
    if (bytes > 0 && response != null) {
      response.consumed(bytes);
    }
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
    if (response != null) {
      consumed();
      response.writable();
    }
  }

  @Override
  public void finished() {
    over(Exchange.Outcome.COMPLETED);
    state = State.ENDING;
    Endings.closeAfterWrites(channel);
  }

  @Override
  public void broken() {
    boolean silent = response != null && response.wasSilent();
    LOG.debug(
        "connection from {} reset: {}",
        channel.remoteAddress(),
        silent ? "silent for too long" : "its endpoint broke it off");
    over(silent ? Exchange.Outcome.COMPLETED : Exchange.Outcome.UPSTREAM_ABORTED);
    reset();
  }

  // The connection

  @Override
  protected void broke() {
    // At once: a native channel tells the end of its input, too, before it tells that it closed.
    close();
  }

  private void reset() {
    Endings.reset(channel);
    gone();
  }

  @Override
  protected void gone() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (request != null) {
      request.cancel();
    }
    over(Exchange.Outcome.CANCELLED);
    front.closed(this);
  }

  private void over(Exchange.Outcome outcome) {
    var ended = exchange;
    if (ended != null) {
      request.body().release();
      exchange = null;
      request = null;
      response = null;
      ended.end(outcome);
    }
  }

  @Override
  public void close() {
    reset();
  }

  @Override
  public void announceDrain() {
    // Nothing can be said without being understood as something else.
  }

  @Override
  public void drain() {
    // It is under way until both have ended it, or time is up.
  }

  @Override
  public void sweep(long nowNanos) {
    if (state == State.ENDING
        && unread.isStuck(channel, nowNanos, front.limits().bodyIdleNanos())) {
      close();
    }
  }
}
