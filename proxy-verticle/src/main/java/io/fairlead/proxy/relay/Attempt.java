package io.fairlead.proxy.relay;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One request to one endpoint, from the search for a place on a connection to its end, and then the
 * response that a front hands on. Whatever ends it, ends it once: the state is {@link State#OVER}
 * from then on and every later event is ignored. On one event loop.
 */
public final class Attempt implements ResponseHead {
  private static final int DISCARDED_BYTES_MAX = 64 * 1024;
  private static final AsciiString NEVER_SENT = AsciiString.cached(LocalResponse.NEVER_SENT_HEADER);
  private static final AsciiString FAILURE = AsciiString.cached(LocalResponse.FAILURE_HEADER);

  private enum State {
    /** Waiting for a place; nothing was sent. */
    CONNECTING,
    /** The request is being sent or its answer awaited. */
    AWAITING_HEAD,
    /** The head was handed out; its holder reads the body. */
    RESPONDING,
    /** The place was given back. */
    OVER
  }

  private final Exchange exchange;
  private final DownstreamRequest request;
  private final RouteEndpoint endpoint;
  private final Watch.Entry watched;
  private final long tunnelIdleNanos;
  private final Promise<ResponseHead> head = Promise.promise();

  private State state = State.CONNECTING;
  private UpstreamStream stream;
  private ResponseStart start;
  private ResponseSink sink;
  private Deque<ByteBuf> waiting;
  private Fields waitingEnd;
  private boolean tunnel;
  private boolean requestSent;
  private boolean responseEnded;
  private boolean reading;
  private boolean discarding;
  private boolean streamPaused;
  private int discardedBytes;

  /**
   * @param request the exchange's
   * @param tunnelIdleNanos how long a tunnel may be silent; 0 for ever
   */
  public Attempt(
      Exchange exchange,
      DownstreamRequest request,
      RouteEndpoint endpoint,
      Watch watch,
      long tunnelIdleNanos) {
    this.exchange = exchange;
    this.request = request;
    this.endpoint = endpoint;
    this.tunnelIdleNanos = tunnelIdleNanos;
    this.watched = watch.start(this::expired);
  }

  Future<ResponseHead> start(UpstreamPool pool, boolean fresh) {
    request.attempting(this);
    if (state == State.OVER) {
      return head.future();
    }
    watched.expireWhenIdle(exchange.route().timeouts().idleNanos());
    if (request.body().isEnded() || request.upgrade() != null) {
      watched.expireIn(exchange.attemptTimeoutNanos());
    }
    pool.acquire(this, fresh);
    return head.future();
  }

  /** What is asked. */
  public DownstreamRequest request() {
    return request;
  }

  /** For messages: where it goes. */
  public String describeEndpoint() {
    return endpoint.describe();
  }

  /** Whether a sidecar answers there, whose word about failures is believed. */
  public boolean isToSidecar() {
    return endpoint.sidecar();
  }

  /** Whether it is over, so that a place for it is not needed any more. */
  public boolean isOver() {
    return state == State.OVER;
  }

  /** The pool found a place. */
  public void begun(UpstreamStream found) {
    stream = found;
    if (state == State.OVER) {
      stream.finished(true);
      return;
    }
    state = State.AWAITING_HEAD;
    request.body().sendTo(stream, request, this);
  }

  /** The pool has no place; nothing was sent. */
  public void notBegun(ProxyFailure failure) {
    fail(failure);
  }

  /** An interim response came. */
  public void interim(int status, Fields fields) {
    if (state == State.AWAITING_HEAD) {
      moved();
      request.interim(status, fields);
    }
  }

  /** The head of the response came; takes it over. */
  public void answered(ResponseStart response) {
    if (state != State.AWAITING_HEAD) {
      response.release();
      return;
    }
    start = response;
    reading = true;
    state = State.RESPONDING;
    if (isTunnel(response)) {
      tunnel = true;
      watched.expireIn(Exchange.NEVER);
      watched.expireWhenIdle(idleNanosOfTunnel());
    }
    head.complete(this);
  }

  /** A service of TCP says itself how long it may be silent. */
  private long idleNanosOfTunnel() {
    var route = exchange.route();
    return route.protocol() == AppProtocol.TCP ? route.timeouts().idleNanos() : tunnelIdleNanos;
  }

  private boolean isTunnel(ResponseStart response) {
    return request.isTunnel() ? response.status() < 300 : response.status() == 101;
  }

  /** A piece of the response's body; takes over the buffer. */
  public void data(ByteBuf bytes) {
    if (state != State.RESPONDING || discarding) {
      discard(bytes);
      return;
    }
    watched.touch();
    if (sink == null) {
      hold(bytes);
      return;
    }
    sink.data(bytes);
    flow();
  }

  /** Between the head and its holder's first word, a stage of the chain may take its time. */
  private void hold(ByteBuf bytes) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(bytes);
    pause();
  }

  private void discard(ByteBuf bytes) {
    int length = bytes.readableBytes();
    bytes.release();
    if (state == State.OVER) {
      return;
    }
    stream.consumed(length);
    discardedBytes += length;
    if (discardedBytes > DISCARDED_BYTES_MAX) {
      cancel();
    }
  }

  /** The endpoint sent all that there is for now. */
  public void readComplete() {
    reading = false;
    if (sink != null && state == State.RESPONDING) {
      sink.flush();
    }
  }

  /** The response was read to its end. */
  public void ended(Fields trailers) {
    if (state != State.RESPONDING) {
      return;
    }
    if (sink == null && !discarding) {
      waitingEnd = trailers;
      return;
    }
    responseEnded = true;
    if (sink != null) {
      sink.end(trailers);
    }
    if (!tunnel || requestSent || discarding) {
      finish();
    }
  }

  private void finish() {
    if (end()) {
      if (!requestSent) {
        request.body().detach(this);
      }
      stream.finished(requestSent);
      if (sink != null) {
        sink.finished();
      }
    }
  }

  /** The connection broke, or what came is no proper response. */
  public void broken(ProxyFailure failure) {
    if (state != State.RESPONDING) {
      fail(failure);
    } else if (waitingEnd == null) {
      breakOff();
    }
    // Otherwise all of the response has come and waits to be handed on.
  }

  /** The stream takes more of the request again. */
  public void streamWritable() {
    if (state != State.OVER) {
      request.body().writable();
    }
  }

  /** Bytes moved towards the endpoint. */
  void moved() {
    watched.touch();
  }

  /** The whole request was handed to the stream: from now on its answer is awaited. */
  void requestSent() {
    requestSent = true;
    if (state == State.OVER) {
      return;
    }
    if (!tunnel) {
      watched.expireIn(exchange.attemptTimeoutNanos());
    } else if (responseEnded) {
      finish();
    }
  }

  // What the holder of the response may ask

  @Override
  public int status() {
    return start.status();
  }

  @Override
  public boolean neverSent() {
    return endpoint.sidecar() && start.field(NEVER_SENT) != null;
  }

  @Override
  public boolean isShed() {
    var failure = endpoint.sidecar() ? start.field(FAILURE) : null;
    return failure != null && AsciiString.contentEquals(failure, LocalResponse.SHED);
  }

  /** Reads a short rest, so that the connection can be used again. */
  @Override
  public void discard() {
    if (state != State.RESPONDING) {
      return;
    }
    discarding = true;
    start.release();
    while (waiting != null && !waiting.isEmpty()) {
      discard(waiting.poll());
    }
    if (waitingEnd != null) {
      ended(waitingEnd);
    } else {
      resume();
    }
  }

  /** The head, to be released by who takes it. */
  public ResponseStart takeStart() {
    return start;
  }

  /** Whether both directions are raw from now on. */
  public boolean isTunnel() {
    return tunnel;
  }

  /**
   * Hands the body on, after the head was written; at once, what has come already. When the
   * response has broken off meanwhile, that is told.
   */
  public void relayTo(ResponseSink to) {
    sink = to;
    if (state == State.OVER) {
      sink.broken();
      return;
    }
    while (waiting != null && !waiting.isEmpty()) {
      sink.data(waiting.poll());
    }
    if (waitingEnd != null) {
      ended(waitingEnd);
      return;
    }
    flow();
    if (!reading) {
      sink.flush();
    }
  }

  /** The sink takes more again. */
  public void writable() {
    if (state == State.RESPONDING && sink != null) {
      flow();
    }
  }

  /** Bytes of the response were written to the client. */
  public void consumed(int bytes) {
    if (state != State.OVER) {
      stream.consumed(bytes);
    }
  }

  /** The client went away, or the rest of the response is not wanted. */
  public void cancel() {
    if (state == State.RESPONDING) {
      if (end()) {
        abandon();
      }
    } else {
      fail(new ProxyFailure.Cancelled("client went away"));
    }
  }

  /** The client stopped sending in the middle of the request's body. */
  public void clientStalled() {
    if (state != State.RESPONDING) {
      fail(new ProxyFailure.RequestTimeout("the client stopped sending its request's body"));
    }
  }

  /** The request cannot be sent to its end. */
  public void requestBroken(ProxyFailure failure) {
    broken(failure);
  }

  private void flow() {
    if (state != State.RESPONDING) {
      return;
    }
    if (sink.isWritable()) {
      resume();
    } else {
      pause();
    }
  }

  private void pause() {
    if (!streamPaused) {
      streamPaused = true;
      stream.pause();
    }
  }

  private void resume() {
    if (streamPaused) {
      streamPaused = false;
      stream.resume();
    }
  }

  private void expired() {
    if (state == State.RESPONDING) {
      breakOff();
    } else if (request.body().isAwaited() && request.upgrade() == null) {
      clientStalled();
    } else {
      fail(
          new ProxyFailure.DeadlineExceeded(
              "endpoint "
                  + endpoint.describe()
                  + " gave no answer within "
                  + allowedMillis()
                  + " ms (expected: one)"));
    }
  }

  private long allowedMillis() {
    long idle = exchange.route().timeouts().idleNanos();
    long idleOrNever = idle == 0 ? Exchange.NEVER : idle;
    long allowed = requestSent ? exchange.attemptTimeoutNanos() : idleOrNever;
    return TimeUnit.NANOSECONDS.toMillis(Math.min(allowed, idleOrNever));
  }

  private void breakOff() {
    if (end()) {
      abandon();
      if (sink != null) {
        sink.broken();
      }
    }
  }

  private void fail(ProxyFailure failure) {
    if (end()) {
      abandon();
      head.fail(failure);
    }
  }

  private void abandon() {
    request.body().detach(this);
    if (stream != null) {
      stream.abort();
    }
    while (waiting != null && !waiting.isEmpty()) {
      waiting.poll().release();
    }
  }

  private boolean end() {
    if (state == State.OVER) {
      return false;
    }
    state = State.OVER;
    watched.stop();
    return true;
  }
}
