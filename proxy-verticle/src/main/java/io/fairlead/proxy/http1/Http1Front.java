package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.Connection;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * A client's connection: one request after the other gets its {@link Turn}; what the client sends
 * ahead waits. {@link Responder} writes the answers. On its event loop.
 */
public final class Http1Front extends Connection implements ClientConnection, BodyDecoder.Receiver {
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
  private final HeldInput input = new HeldInput(this::step);
  private final Lingering lingering;
  private ChannelHandlerContext ctx;
  private InputGate gate;
  private RequestIntake intake;
  private Responder responder;

  private State state = State.HEAD;
  private Turn turn;
  private boolean reading;
  private boolean inputShut;

  /**
   * @param scratch of the event loop
   */
  public Http1Front(Front front, Scratch scratch) {
    this.front = front;
    this.scratch = scratch;
    this.decoder = new BodyDecoder(scratch, front.limits().chunkExtensionBytesMax());
    this.lingering = new Lingering(front.watch(), this::close);
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
      Endings.close(ctx.channel());
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
    input.add((ByteBuf) message, ctx.alloc());
    proceed();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (turn != null) {
      turn.request().body().readComplete();
    }
  }

  private void proceed() {
    boolean settled = input.proceed();
    if (!reading && turn != null) {
      // What was held back does not wait for the client's next word.
      turn.request().body().readComplete();
    }
    if (settled && inputShut && state == State.HEAD) {
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
    var request = new Http1Request(gate, responder, facts, head, front.limits().replayBytesMax());
    turn = new Turn(this, front, responder, request);
    boolean hasBody = facts.defect == null && decoder.begin(facts.chunked, facts.contentLength);
    state = hasBody ? State.BODY : State.WAITING;
    if (reading) {
      request.body().reading();
    }
    turn.start();
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
    turn.request().facts().persistent = false;
    turn.request().broken(new ProxyFailure.InvalidBody(cause.getMessage()));
  }

  @Override
  public void data(ByteBuf bytes) {
    turn.request().body().arrived(bytes);
  }

  @Override
  public void end(Fields trailers) {
    state = State.WAITING;
    if (turn != null) {
      turn.request().body().ended(trailers);
    }
  }

  // What the turn says

  /** Both directions are raw from now on. */
  void tunnel() {
    state = State.TUNNEL;
    proceed();
    if (inputShut && turn != null) {
      turn.request().body().ended(Fields.NONE);
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
  void broken(Exchange.Outcome outcome) {
    end(outcome);
    close();
  }

  private void end(Exchange.Outcome outcome) {
    var ended = turn;
    turn = null;
    if (ended != null) {
      ended.end(outcome);
    }
  }

  private void linger() {
    state = State.LINGERING;
    decoder.release();
    gate.resume();
    gate.pauseHeads(false);
    lingering.begin(responder);
    proceed();
  }

  private void closeAfterWrites() {
    state = State.LINGERING;
    responder.closeAfterWrites();
  }

  // What the connection does

  @Override
  protected void peerEnded() {
    inputShut = true;
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
  protected void peerWritable() {
    responder.writable();
  }

  @Override
  protected void broke() {
    close();
  }

  @Override
  protected void gone() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    lingering.stop();
    decoder.release();
    responder.release();
    if (turn != null) {
      turn.cancel();
      turn = null;
    }
    input.release();
    front.closed(this);
  }

  @Override
  public void close() {
    Endings.close(ctx.channel());
    gone();
  }

  @Override
  public void drain() {
    if (state == State.HEAD && input.isEmpty()) {
      closeAfterWrites();
    }
  }

  @Override
  public void sweep(long nowNanos) {
    boolean awaitsBody = state == State.BODY && !gate.isBodyPaused();
    switch (silence.judge(nowNanos, state == State.HEAD, awaitsBody)) {
      case HEAD_TOO_SLOW -> begin(RequestIntake.tooSlow());
      case BODY_TOO_SLOW -> turn.request().stalled();
      case IDLE -> cut(DownstreamObserver.Cut.IDLE);
      default -> sweepReader(nowNanos);
    }
  }

  /** A tunnel may be silent for as long as it says itself. */
  private void sweepReader(long nowNanos) {
    if (state != State.TUNNEL && responder.isStuck(nowNanos, front.limits().bodyIdleNanos())) {
      cut(DownstreamObserver.Cut.STUCK);
    }
  }

  private void cut(DownstreamObserver.Cut why) {
    front.cut(why);
    close();
  }
}
