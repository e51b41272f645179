package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.DownstreamObserver;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.Watch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
  private final HeldInput input = new HeldInput(this::step);
  private ChannelHandlerContext ctx;
  private InputGate gate;
  private RequestIntake intake;
  private Responder responder;

  private State state = State.HEAD;
  private Turn turn;
  private Watch.Entry lingering;
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
    var request = new Http1Request(this, responder, facts, head, front.limits().replayBytesMax());
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
  public void announceDrain() {
    // The next response says it.
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
    var verdict = silence.judge(nowNanos, state == State.HEAD, awaitsBody);
    if (verdict == ConnectionClock.Verdict.HEAD_TOO_SLOW) {
      begin(RequestIntake.tooSlow());
    } else if (verdict == ConnectionClock.Verdict.BODY_TOO_SLOW) {
      turn.request().stalled();
    } else if (verdict == ConnectionClock.Verdict.IDLE) {
      cut(DownstreamObserver.Cut.IDLE);
    } else if (state != State.TUNNEL // which may be silent for as long as it says itself
        && responder.isStuck(nowNanos, front.limits().bodyIdleNanos())) {
      cut(DownstreamObserver.Cut.STUCK);
    }
  }

  private void cut(DownstreamObserver.Cut why) {
    front.cut(why);
    close();
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
