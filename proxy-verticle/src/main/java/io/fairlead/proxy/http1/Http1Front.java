package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.Watch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vertx.core.AsyncResult;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: one request after the other becomes an exchange; what the client sends
 * ahead waits. {@link Responder} writes the answers. On its event loop.
 */
public final class Http1Front extends ChannelInboundHandlerAdapter
    implements ClientConnection, BodySource, BodyDecoder.Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Front.class);

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
  private Responder responder;
  private Peer peer;

  private State state = State.HEAD;
  private ByteBuf held;
  private boolean proceeding;
  private boolean reading;
  private boolean bodyPaused;
  private boolean heldPaused;
  private boolean inputShut;
  private int requests;
  private Watch.Entry lingering;
  private Http1Request request;
  private Exchange exchange;

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
    peer = Peer.of(ctx.channel());
    responder = new Responder(this, ctx.channel(), scratch);
    if (!front.opened(this)) {
      state = State.CLOSED;
      ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    silence.touch();
    reading = true;
    if (request != null) {
      request.body().reading();
    }
    var in = (ByteBuf) message;
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    proceed();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (request != null) {
      request.body().readComplete();
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
    if (held != null && !held.isReadable()) {
      releaseHeld();
    }
    if (inputShut && state == State.HEAD) {
      closeAfterWrites();
    }
  }

  private void closeAfterWrites() {
    state = State.LINGERING;
    responder.closeAfterWrites();
  }

  private boolean step(ByteBuf in) {
    switch (state) {
      case HEAD -> {
        return head(in);
      }
      case BODY -> {
        return body(in);
      }
      case WAITING -> {
        pauseHeld(in.readableBytes() >= front.limits().headBytesMax());
        return false;
      }
      case TUNNEL -> request.body().arrived(in.readRetainedSlice(in.readableBytes()));
      default -> in.skipBytes(in.readableBytes());
    }
    return false;
  }

  private boolean head(ByteBuf in) {
    var lines = scratch.lines();
    int most = lines.octets().length;
    int available = Math.min(in.readableBytes(), most);
    in.getBytes(in.readerIndex(), lines.octets(), 0, available);
    int end = lines.scan(available, 1);
    if (end == HeadLines.INCOMPLETE && available < most) {
      silence.headBegun(front);
      return false;
    }
    silence.headEnded();
    if (end < 0) {
      refuse(defect(end, most));
    } else {
      in.skipBytes(end);
      begin(scratch.requestReader().read(front.headers()));
    }
    return true;
  }

  private ProxyFailure defect(int scanned, int most) {
    var lines = scratch.lines();
    return switch (scanned) {
      case HeadLines.BROKEN -> new ProxyFailure.InvalidRequest(lines.defect());
      case HeadLines.LINE_TOO_LONG -> new ProxyFailure.TargetTooLong(lines.defect());
      case HeadLines.TOO_LARGE -> new ProxyFailure.RequestTooLarge(lines.defect());
      default ->
          new ProxyFailure.RequestTooLarge("head of " + most + " bytes or more (expected: fewer)");
    };
  }

  private void refuse(ProxyFailure failure) {
    var facts = new RequestFacts();
    facts.defect = failure;
    facts.persistent = false;
    begin(facts);
  }

  private void begin(RequestFacts facts) {
    requests++;
    int most = front.limits().requestsMax();
    facts.persistent &= !front.isDraining() && (most == 0 || requests < most);
    if (facts.connect && facts.defect == null && front.direction() == Direction.INGRESS) {
      // Raw bytes would reach the application past all that is done to a request's fields.
      facts.defect =
          new ProxyFailure.NotSupported(
              "CONNECT to an application (expected: an ordinary request)");
      facts.persistent = false;
    }
    var head = facts.defect == null ? write(facts) : null;
    request = new Http1Request(this, facts, head, front.limits().replayBytesMax());
    exchange = front.exchange(request);
    state = State.WAITING;
    if (facts.chunked) {
      state = State.BODY;
      decoder.chunked();
    } else if (facts.contentLength > 0 && facts.defect == null) {
      state = State.BODY;
      decoder.fixed(facts.contentLength);
    }
    if (reading) {
      request.body().reading();
    }
    var begun = exchange;
    front.handle(begun).onComplete(done -> handled(begun, done));
  }

  private ByteBuf write(RequestFacts facts) {
    return scratch
        .requestWriter()
        .write(
            facts,
            front.direction(),
            front.headers(),
            peer,
            TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()),
            ctx.alloc());
  }

  private void handled(Exchange begun, AsyncResult<ResponseHead> done) {
    if (begun != exchange) {
      // The client has gone; nobody wants the answer.
      if (done.succeeded()) {
        done.result().discard();
      }
    } else if (done.failed()) {
      LOG.error("the chain gave no answer", done.cause());
      broken();
    } else if (done.result() instanceof Attempt attempt) {
      relay(attempt);
    } else {
      responder.local((LocalResponse) done.result(), request.facts(), mustClose());
    }
  }

  private void relay(Attempt attempt) {
    if (attempt.isTunnel()) {
      responder.tunnel(attempt);
      state = State.TUNNEL;
      proceedLater();
      return;
    }
    if (request.facts().upgrade != null) {
      // Declined: an ordinary answer to a request without a body.
      request.body().ended(Fields.NONE);
    }
    responder.relay(attempt, request.facts(), mustClose());
  }

  private boolean mustClose() {
    return !request.facts().persistent || front.isDraining() || state == State.BODY;
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
    var failed = request;
    if (failed != null) {
      failed.facts().persistent = false;
      failed.broken(new ProxyFailure.InvalidBody(cause.getMessage()));
    }
  }

  @Override
  public void data(ByteBuf bytes) {
    if (request == null) {
      bytes.release();
    } else {
      request.body().arrived(bytes);
    }
  }

  @Override
  public void end(Fields trailers) {
    state = State.WAITING;
    if (request != null) {
      request.body().ended(trailers);
    }
  }

  /** The response was written to its end; of a tunnel, both directions have ended. */
  void finished(boolean close) {
    boolean whole = state != State.BODY && state != State.LINGERING;
    boolean tunnel = state == State.TUNNEL;
    over(Exchange.Outcome.COMPLETED);
    if (state == State.CLOSED) {
      return;
    }
    if (tunnel || (inputShut && (close || !whole))) {
      closeAfterWrites();
    } else if (close || !whole) {
      linger();
    } else {
      state = State.HEAD;
      pauseHeld(false);
      proceedLater();
    }
  }

  /** The response broke off: the client must not take it for a whole one. */
  void broken() {
    over(Exchange.Outcome.UPSTREAM_ABORTED);
    close();
  }

  private void over(Exchange.Outcome outcome) {
    var ended = exchange;
    var served = request;
    exchange = null;
    request = null;
    if (ended != null) {
      served.release();
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
    bodyPaused = false;
    heldPaused = false;
    readAsAllowed();
    responder.shutdownAfterWrites(this::lingerOn);
    proceedLater();
  }

  private void lingerOn() {
    if (state != State.CLOSED) {
      lingering = front.watch().start(this::close);
      lingering.expireIn(LINGER_NANOS);
    }
  }

  private void proceedLater() {
    if (!proceeding) {
      proceed();
    }
  }

  /** A response to come is announced, or the body asked for. */
  void interim(int status, Fields fields) {
    if (request != null) {
      responder.interim(status, fields, request.facts());
    }
  }

  // What the client's side of the connection does

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      inputShut();
    }
  }

  /** A client may say that it sends no more and still read its answer (RFC 9112 §9.6). */
  private void inputShut() {
    switch (state) {
      case TUNNEL -> request.body().ended(Fields.NONE);
      case HEAD, LINGERING -> closeAfterWrites();
      case WAITING -> {
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
    LOG.debug("client's connection broke", cause);
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
    if (request != null) {
      request.cancel();
    }
    over(Exchange.Outcome.CANCELLED);
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
    switch (silence.judge(nowNanos, state == State.HEAD, state == State.BODY && !bodyPaused)) {
      case HEAD_TOO_SLOW ->
          refuse(new ProxyFailure.RequestTimeout("the client did not finish its request's head"));
      case BODY_TOO_SLOW -> request.stalled();
      case IDLE -> close();
      default -> {
        if (responder.isStuck(nowNanos, front.limits().bodyIdleNanos())) {
          close();
        }
      }
    }
  }

  // Flow control

  @Override
  public void pause() {
    bodyPaused = true;
    readAsAllowed();
  }

  @Override
  public void resume() {
    bodyPaused = false;
    readAsAllowed();
  }

  private void pauseHeld(boolean paused) {
    if (heldPaused != paused) {
      heldPaused = paused;
      readAsAllowed();
    }
  }

  private void readAsAllowed() {
    ctx.channel().config().setAutoRead(!bodyPaused && !heldPaused);
  }
}
