package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.RelayedResponse;
import io.fairlead.proxy.relay.Watch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.concurrent.TimeUnit;

/**
 * A client's connection: one request after the other gets its {@link Turn}; what the client sends
 * ahead waits. {@link Responder} writes the answers. On its event loop.
 */
public final class Http1Front extends ChannelInboundHandlerAdapter
    implements ClientConnection, BodySource, BodyDecoder.Receiver {
  /** How long a client may go on sending a body that nobody wants before it is cut off. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private enum State {
    /** A head is awaited, or has come in part. */
    HEAD,
    /** A request's body comes; its response may have begun. */
    BODY,
    /** The request has come, or the endpoint's consent to a tunnel is awaited. */
    WAITING,
    TUNNEL,
    /** The answer was sent before the request's end: what still comes is dropped. */
    LINGERING,
    CLOSED
  }

  private final Front front;
  private final Scratch scratch;
  private final BodyDecoder decoder;
  private final ConnectionClock silence;
  private ChannelHandlerContext ctx;
  private InputGate gate;
  private RequestIntake intake;
  private Responder responder;

  private State state = State.HEAD;
  private Turn turn;
  private Watch.Entry lingering;
  private ByteBuf held;
  private boolean proceeding;
  private boolean reading;
  private boolean inputShut;

  /**
   * @param scratch of the event loop
   */
  public Http1Front(Front front, Scratch scratch) {
    this.front = front;
    this.scratch = scratch;
    this.decoder = new BodyDecoder(scratch, front.limits().chunkExtensionBytesMax());
    this.silence = new ConnectionClock(front.limits(), front.now());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    gate = new InputGate(ctx.channel());
    intake = new RequestIntake(front, scratch, Peer.of(ctx.channel()));
    responder = new Responder(this, ctx.channel(), scratch);
    if (!front.opened(this)) {
      state = State.CLOSED;
      ctx.close();
    }
  }

  // What comes

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    silence.touch();
    reading = true;
    if (turn != null) {
      turn.request().body().reading();
    }
    var in = (ByteBuf) message;
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    proceed();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (turn != null) {
      turn.request().body().readComplete();
    }
  }

  /** Takes as many steps as what has come allows; an answer given meanwhile allows more. */
  private void proceed() {
    if (proceeding) {
      return;
    }
    proceeding = true;
    try {
      while (held != null && held.isReadable() && step(held)) {
        // one request, or one part of it, at a time
      }
    } finally {
      proceeding = false;
    }
    if (held != null && (!held.isReadable() || state == State.CLOSED)) {
      releaseHeld();
    }
    if (!reading && turn != null) {
      // What was held back does not wait for the client's next word.
      turn.request().body().readComplete();
    }
    if (inputShut && state == State.HEAD) {
      closeAfterWrites();
    }
  }

  private boolean step(ByteBuf in) {
    switch (state) {
      case HEAD -> {
        var facts = intake.take(in);
        if (facts == null) {
          silence.headBegun(front);
          return false;
        }
        begin(facts);
        return true;
      }
      case BODY -> {
        return body(in);
      }
      case WAITING -> gate.pauseHeads(in.readableBytes() >= front.limits().headBytesMax());
      case TUNNEL -> turn.request().body().arrived(in.readRetainedSlice(in.readableBytes()));
      default -> in.skipBytes(in.readableBytes());
    }
    return false;
  }

  private void begin(RequestFacts facts) {
    silence.headEnded();
    var head = intake.write(facts, ctx.alloc());
    var request = new Http1Request(this, facts, head, front.limits().replayBytesMax());
    turn = new Turn(this, front, request);
    state = State.WAITING;
    if (facts.defect == null && facts.chunked) {
      state = State.BODY;
      decoder.chunked();
    } else if (facts.defect == null && facts.contentLength > 0) {
      state = State.BODY;
      decoder.fixed(facts.contentLength);
    }
    if (reading) {
      request.body().reading();
    }
    turn.start(front);
  }

  private boolean body(ByteBuf in) {
    try {
      decoder.read(in, this);
    } catch (BodyDecoder.Malformed e) {
      malformed(e);
    }
    return in.isReadable();
  }

  /** After its head was sent on, a request can only be broken off. */
  private void malformed(BodyDecoder.Malformed cause) {
    state = State.LINGERING;
    if (turn != null) {
      turn.request().facts().persistent = false;
      turn.request().broken(new ProxyFailure.InvalidBody(cause.getMessage()));
    }
  }

  @Override
  public void data(ByteBuf bytes) {
    if (turn == null) {
      bytes.release();
    } else {
      turn.request().body().arrived(bytes);
    }
  }

  @Override
  public void end(Fields trailers) {
    state = State.WAITING;
    if (turn != null) {
      turn.request().body().ended(trailers);
    }
  }

  // What the turn says

  /** An endpoint answers. */
  void relay(RelayedResponse response) {
    if (response.isTunnel()) {
      responder.tunnel(response);
      state = State.TUNNEL;
      proceed();
      return;
    }
    if (turn.request().facts().upgrade != null) {
      // Declined: an ordinary answer to a request without a body.
      turn.request().body().ended(Fields.NONE);
    }
    responder.relay(response, turn.request().facts(), mustClose());
  }

  /** The proxy answers itself. */
  void answer(LocalResponse response) {
    responder.local(response, turn.request().facts(), mustClose());
  }

  private boolean mustClose() {
    return !turn.request().facts().persistent || front.isDraining() || state == State.BODY;
  }

  /** A response to come is announced, or the body asked for. */
  void interim(int status, Fields fields) {
    if (turn != null) {
      responder.interim(status, fields, turn.request().facts());
    }
  }

  /** The response was written to its end; of a tunnel, both directions have ended. */
  void finished(boolean close) {
    end(Exchange.Outcome.COMPLETED);
    boolean last = close || state == State.BODY || state == State.LINGERING;
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.TUNNEL || (last && inputShut)) {
      closeAfterWrites();
    } else if (last) {
      linger();
    } else {
      state = State.HEAD;
      gate.pauseHeads(false);
      proceed();
    }
  }

  /** The response broke off: the client must not take it for a whole one. */
  void broken() {
    end(Exchange.Outcome.UPSTREAM_ABORTED);
    close();
  }

  private void end(Exchange.Outcome outcome) {
    if (turn != null) {
      var ended = turn;
      turn = null;
      ended.end(outcome);
    }
  }

  /**
   * Closing at once would reset the connection under a client that still sends, and it would lose
   * the answer (RFC 9112 §9.6).
   */
  private void linger() {
    state = State.LINGERING;
    decoder.release();
    gate.pauseBody(false);
    gate.pauseHeads(false);
    responder.shutdownAfterWrites(this::lingerOn);
    proceed();
  }

  private void lingerOn() {
    if (state != State.CLOSED) {
      lingering = front.watch().start(this::close);
      lingering.expireIn(LINGER_NANOS);
    }
  }

  private void closeAfterWrites() {
    state = State.LINGERING;
    responder.closeAfterWrites();
  }

  // What the connection does

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      inputShut();
    }
  }

  private void inputShut() {
    switch (state) {
      case TUNNEL -> turn.request().body().ended(Fields.NONE);
      case HEAD, LINGERING -> closeAfterWrites();
      case WAITING -> {
        // The client sends no more and still reads its answer (RFC 9112 §9.6).
        if (!front.limits().halfClose()) {
          close();
        }
      }
      default -> close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (ctx.channel().isWritable()) {
      responder.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close();
  }

  private void gone() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (lingering != null) {
      lingering.stop();
    }
    decoder.release();
    responder.release();
    if (turn != null) {
      var cancelled = turn;
      turn = null;
      cancelled.cancel();
    }
    if (!proceeding) {
      releaseHeld();
    }
    front.closed(this);
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public void close() {
    ctx.close();
    gone();
  }

  @Override
  public void announceDrain() {
    // The next response says it.
  }

  @Override
  public void drain() {
    if (state == State.HEAD && held == null) {
      closeAfterWrites();
    }
  }

  @Override
  public void sweep(long nowNanos) {
    boolean awaitsBody = state == State.BODY && !gate.isBodyPaused();
    switch (silence.judge(nowNanos, state == State.HEAD, awaitsBody)) {
      case HEAD_TOO_SLOW ->
          begin(
              RequestIntake.refused(
                  new ProxyFailure.RequestTimeout("the client did not finish its request's head")));
      case BODY_TOO_SLOW -> turn.request().stalled();
      case IDLE -> close();
      default -> {
        if (responder.isStuck(nowNanos, front.limits().bodyIdleNanos())) {
          close();
        }
      }
    }
  }

  @Override
  public void pause() {
    gate.pauseBody(true);
  }

  @Override
  public void resume() {
    gate.pauseBody(false);
  }
}
