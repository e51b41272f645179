package io.fairlead.proxy.http2;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.BodySource;
import io.fairlead.proxy.relay.Fields;
import io.fairlead.proxy.relay.RelayedResponse;
import io.fairlead.proxy.relay.ResponseSink;
import io.fairlead.proxy.relay.Sockets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.AsyncResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of a client's connection: the exchange that it is, and its answer. Whatever becomes of
 * the stream, {@link #closed} is called at its end. On the connection's event loop.
 */
final class ServedStream implements ResponseSink, BodySource, OutgoingPiece.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(ServedStream.class);

  private final Http2Front front;
  private final Http2Stream stream;
  private final Progress reader = new Progress();
  private Http2Request request;
  private Exchange exchange;
  private RelayedResponse response;
  private boolean requestEnded;
  private boolean answered;
  private boolean ended;
  private boolean blocked;
  private boolean touched;
  private boolean read;
  private int pending;
  private long written;
  private long silentSinceNanos;

  ServedStream(Http2Front front, Http2Stream stream) {
    this.front = front;
    this.stream = stream;
  }

  /** Its head came. */
  void begin(ReceivedHead head, ProxyFailure defect, boolean last) {
    requestEnded = last;
    request = new Http2Request(this, this, head, defect, last, front.limits().replayBytesMax());
    exchange = front.exchange(request);
    silentSinceNanos = exchange.startedNanos();
    front.handle(exchange).onComplete(this::handled);
  }

  private void handled(AsyncResult<ResponseHead> done) {
    if (exchange == null) {
      if (done.succeeded()) {
        done.result().discard();
      }
    } else if (done.failed()) {
      LOG.error("the chain gave no answer", done.cause());
      reset(Http2Error.INTERNAL_ERROR.code(), Exchange.Outcome.UPSTREAM_ABORTED);
    } else if (done.result() instanceof RelayedResponse relayed) {
      relay(relayed);
    } else {
      local(done.result());
    }
  }

  private void relay(RelayedResponse relayed) {
    var start = relayed.takeStart();
    response = relayed;
    answered = true;
    if (relayed.isTunnel()) {
      front.write(stream, SentHead.response(200, new Fields(), -1), false);
    } else {
      long length =
          start instanceof Http2ResponseStart http2
              ? http2.toldLength()
              : start.status() == 204 ? -1 : start.contentLength();
      ended = !start.hasBody();
      front.write(stream, SentHead.response(start.status(), start.fields(), length), ended);
    }
    start.release();
    relayed.relayTo(this);
  }

  private void local(ResponseHead answer) {
    boolean grpc = request.isGrpc();
    byte[] body = LocalAnswer.body(answer, grpc);
    boolean bodiless = body.length == 0 || request.isToHead();
    answered = true;
    ended = true;
    front.write(stream, LocalAnswer.head(answer, grpc, body.length), bodiless);
    if (!bodiless) {
      pending = body.length;
      front.write(stream, this, Unpooled.wrappedBuffer(body), true);
    }
    finished();
  }

  Fields goingOn(Fields came, String authority) {
    return front.goingOn(came, authority);
  }

  String clientAddress() {
    return Sockets.clientAddress(front.context().channel());
  }

  void interim(int status, Fields fields) {
    if (!answered && isOpen()) {
      front.write(stream, SentHead.response(status, fields, -1), false);
    }
  }

  // What the client sends

  /** A piece of the request's body; retained for this. */
  void received(ByteBuf bytes) {
    touched = true;
    begunReading();
    request.body().arrived(bytes);
  }

  void receivedEnd(Fields trailers) {
    requestEnded = true;
    request.body().ended(trailers);
  }

  private void begunReading() {
    if (!read) {
      read = true;
      request.body().reading();
      front.reading(this);
    }
  }

  void readComplete() {
    read = false;
    request.body().readComplete();
  }

  @Override
  public void pause() {
    // The client's window says when.
  }

  @Override
  public void resume() {
    // The client's window says when.
  }

  @Override
  public void consumed(int bytes) {
    front.consumed(stream, bytes);
  }

  // What the client gets

  @Override
  public void data(ByteBuf bytes) {
    int size = bytes.readableBytes();
    if (size == 0 || ended || !isOpen()) {
      bytes.release();
      return;
    }
    pending += size;
    front.write(stream, this, bytes, false);
  }

  @Override
  public void written(int bytes) {
    pending -= bytes;
    written += bytes;
    if (response != null) {
      response.consumed(bytes);
      writable();
    }
  }

  @Override
  public void end(Fields trailers) {
    if (ended || !isOpen()) {
      return;
    }
    ended = true;
    if (trailers.isEmpty()) {
      front.write(stream, this, null, true);
    } else {
      front.write(stream, SentHead.trailers(trailers), true);
    }
  }

  @Override
  public void flush() {
    front.flushLater();
  }

  @Override
  public boolean isWritable() {
    blocked = pending > front.limits().bufferBytesMax() || !front.isWritable();
    return !blocked;
  }

  /** Tells the sender when it was stopped and may go on. */
  void writable() {
    if (blocked && response != null && isWritable()) {
      response.writable();
    }
  }

  /** A client that still sends is asked to stop (RFC 9113 §8.1). */
  @Override
  public void finished() {
    over(Exchange.Outcome.COMPLETED);
    if (!requestEnded && stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
      front.reset(stream, Http2Error.NO_ERROR.code());
    }
  }

  /** The answer was written to its end. */
  void halfClosed() {
    if (exchange == null && !requestEnded) {
      front.reset(stream, Http2Error.NO_ERROR.code());
    }
  }

  /** The endpoint's own reason goes on to the client. */
  @Override
  public void broken() {
    var cause = response == null ? null : response.brokenBy();
    boolean told =
        cause instanceof ProxyFailure.UpstreamReset reset
            && reset.code() > Http2Error.NO_ERROR.code();
    long code =
        told ? ((ProxyFailure.UpstreamReset) cause).code() : Http2Error.INTERNAL_ERROR.code();
    reset(code, Exchange.Outcome.UPSTREAM_ABORTED);
  }

  private void reset(long code, Exchange.Outcome outcome) {
    over(outcome);
    front.reset(stream, code);
  }

  private void over(Exchange.Outcome outcome) {
    var over = exchange;
    exchange = null;
    response = null;
    if (over != null) {
      request.body().release();
      over.end(outcome);
    }
  }

  private boolean isOpen() {
    return switch (stream.state()) {
      case OPEN, HALF_CLOSED_REMOTE -> true;
      default -> false;
    };
  }

  // The stream

  /** Whether the client has got a head, or the request is over. */
  boolean isAnswered() {
    return answered;
  }

  /** The stream is gone; unless everything was done, the client gave it up. */
  void closed() {
    if (exchange != null) {
      var cancelled = exchange;
      exchange = null;
      response = null;
      request.cancel();
      request.body().release();
      cancelled.end(Exchange.Outcome.CANCELLED);
    }
  }

  /**
   * Ends what the client does not go on with. A call of gRPC may be silent for as long as the
   * service allows.
   *
   * @return whether the client did not read its answer, so that it was reset
   */
  boolean sweep(long nowNanos, long allowedNanos) {
    if (touched || requestEnded || answered || !request.body().isAwaited() || request.isGrpc()) {
      touched = false;
      silentSinceNanos = nowNanos;
    } else if (nowNanos - silentSinceNanos >= allowedNanos) {
      request.stalled();
    }
    if (reader.isStuck(written, pending == 0, nowNanos, allowedNanos)) {
      front.reset(stream, Http2Error.CANCEL.code());
      return true;
    }
    return false;
  }
}
