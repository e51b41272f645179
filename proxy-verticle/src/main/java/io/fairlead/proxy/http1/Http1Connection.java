package io.fairlead.proxy.http1;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.relay.Attempt;
import io.fairlead.proxy.relay.Connection;
import io.fairlead.proxy.relay.DownstreamRequest;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RelayLimits;
import io.fairlead.proxy.relay.UpstreamStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/** A connection to an endpoint; carries one exchange after the other. On its event loop. */
final class Http1Connection extends Connection implements UpstreamStream {
  private enum State {
    IDLE,
    /** The head of the response is awaited, or has come in part. */
    HEAD,
    BODY,
    TUNNEL,
    CLOSED
  }

  private final Http1Pool pool;
  private final Scratch scratch;
  private final BodyDecoder decoder;
  private final IdleTime idle = new IdleTime();
  private final HeldInput input = new HeldInput(this::step);
  private Channel channel;
  private RequestSender sender;

  private State state = State.IDLE;
  private Attempt attempt;
  private long lent;
  private boolean reused;
  private boolean answered;
  private boolean toHead;
  private long keepAliveNanos;

  Http1Connection(Http1Pool pool, Scratch scratch, RelayLimits limits) {
    this.pool = pool;
    this.scratch = scratch;
    this.decoder = new BodyDecoder(scratch, limits.chunkExtensionBytesMax());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    sender = new RequestSender(channel, scratch);
  }

  /** Carries this attempt next. */
  void lend(Attempt next) {
    attempt = next;
    answered = false;
    reused = lent++ > 0;
    state = State.HEAD;
    next.begun(this);
  }

  /** Whether it can be lent; its end may be known a moment before the pool is told. */
  boolean isAlive() {
    return state == State.IDLE && channel.isActive();
  }

  /** When it is idle: for how long. */
  IdleTime idle() {
    return idle;
  }

  void close() {
    state = State.CLOSED;
    Endings.close(channel);
  }

  // The request

  @Override
  public void head(DownstreamRequest request, boolean last) {
    toHead = request.method().equals("HEAD");
    sender.head(request, attempt.words(), last);
  }

  @Override
  public void data(ByteBuf bytes) {
    sender.data(bytes);
  }

  @Override
  public void end(Fields trailers) {
    sender.end(trailers);
    if (state == State.TUNNEL) {
      Endings.shutdownAfterWrites(channel);
    }
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
    if (attempt != null) {
      attempt.streamWritable();
    }
  }

  @Override
  public boolean isReused() {
    return reused;
  }

  // The response

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    input.add((ByteBuf) message, ctx.alloc());
    input.proceed();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (attempt != null) {
      attempt.readComplete();
    }
  }

  private boolean step(ByteBuf in) {
    switch (state) {
      case HEAD -> {
        return responseHead(in);
      }
      case BODY -> {
        return body(in);
      }
      case TUNNEL -> attempt.data(in.readRetainedSlice(in.readableBytes()));
      default -> {
        // Nobody asked: a server that speaks out of turn is not to be trusted with the next one.
        in.skipBytes(in.readableBytes());
        close();
      }
    }
    return false;
  }

  private boolean responseHead(ByteBuf in) {
    answered = true;
    var intake = scratch.responseIntake();
    if (!intake.take(in, toHead)) {
      if (intake.defect() != null) {
        invalid(intake.defect());
      }
      return false;
    }
    var reader = scratch.responseReader();
    if (reader.status() == 101) {
      return switching(reader);
    }
    if (reader.status() < 200) {
      attempt.interim(reader.status(), reader.endToEnd());
      return state == State.HEAD;
    }
    answered(reader, in);
    return state != State.CLOSED;
  }

  /** To what the client asked for and to nothing else (RFC 9110 §7.8). */
  private boolean switching(ResponseReader reader) {
    String asked = attempt.request().upgrade();
    if (asked == null || !asked.equalsIgnoreCase(reader.upgrade())) {
      invalid(asked == null ? "status 101 unasked" : "status 101 to another protocol");
      return false;
    }
    state = State.TUNNEL;
    attempt.answered(reader.write(true, false, 0, channel.alloc()));
    return state == State.TUNNEL;
  }

  private void answered(ResponseReader reader, ByteBuf in) {
    keepAliveNanos = reader.keepAliveNanos();
    var answering = attempt;
    var start = reader.write(toHead, answering.isToSidecar(), in.readableBytes(), channel.alloc());
    state = State.BODY;
    if (!reader.hasBody(toHead) || reader.contentLength() == 0) {
      answering.answered(start);
      answering.ended(Fields.NONE);
      return;
    }
    if (!decoder.begin(reader.isChunked(), reader.contentLength())) {
      decoder.untilClose();
      keepAliveNanos = 0;
    }
    answering.answered(start);
  }

  private boolean body(ByteBuf in) {
    try {
      decoder.read(in, new AttemptBody(attempt));
    } catch (BodyDecoder.Malformed e) {
      invalid(e.getMessage());
    }
    // What comes after the end of the body waits: nobody asked for it.
    return false;
  }

  private void invalid(String what) {
    failed(
        new ProxyFailure.InvalidResponse(
            "endpoint " + attempt.describeEndpoint() + " did not answer in HTTP: " + what));
    close();
  }

  private void failed(ProxyFailure failure) {
    var failing = attempt;
    attempt = null;
    state = State.CLOSED;
    decoder.release();
    if (failing != null) {
      failing.broken(failure);
    }
  }

  // The connection

  @Override
  public void finished(boolean complete) {
    boolean clean = state == State.BODY && input.isEmpty();
    attempt = null;
    if (state == State.TUNNEL) {
      state = State.CLOSED;
      Endings.closeAfterWrites(channel);
      return;
    }
    if (complete && clean && keepAliveNanos > 0 && channel.isActive()) {
      state = State.IDLE;
      pool.release(this, keepAliveNanos);
    } else {
      close();
    }
  }

  @Override
  public void abort() {
    attempt = null;
    decoder.release();
    if (state == State.TUNNEL) {
      Endings.reset(channel);
    }
    close();
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  @Override
  protected void peerEnded() {
    if (state == State.TUNNEL || (state == State.BODY && decoder.isUntilClose())) {
      attempt.ended(Fields.NONE);
    } else {
      Endings.close(channel);
    }
  }

  @Override
  protected void gone() {
    pool.closed(this);
    if (attempt == null) {
      state = State.CLOSED;
    } else {
      String what = state == State.HEAD ? " broke the connection" : " broke its response off";
      failed(
          new ProxyFailure.UpstreamReset(
              "endpoint " + attempt.describeEndpoint() + what, reused && !answered));
    }
    input.release();
  }

  @Override
  protected void broke() {
    // What became of the exchange is told when the channel has closed.
    Endings.close(channel);
  }
}
