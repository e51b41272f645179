package io.fairlead.proxy.relay;

import io.fairlead.catalog.policy.CircuitBreaking;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One request to one endpoint, from the search for a place on a connection to its end; its response
 * goes on as a {@link RelayedResponse}. Whatever ends it, ends it once: the state is {@link
 * State#OVER} from then on and every later event is ignored. On one event loop.
 */
public final class Attempt {
  /** Where a policy bounds something but not this. */
  private static final int PENDING_MAX = 1024;

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
  private final CircuitBreaking bounds;
  private final DownstreamRequest request;
  private final RouteEndpoint endpoint;
  private final AttemptTimer timer;
  private final Promise<ResponseHead> head = Promise.promise();

  private State state = State.CONNECTING;
  private UpstreamStream stream;
  private RelayedResponse response;
  private boolean requestSent;
  private boolean responseEnded;

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
    this.bounds = exchange.route().policy().circuitBreaking();
    this.request = request;
    this.endpoint = endpoint;
    this.timer = new AttemptTimer(exchange, watch, tunnelIdleNanos, this::expired);
  }

  Future<ResponseHead> start(UpstreamPool pool, boolean fresh) {
    request.attempting(this);
    if (exchange.isBeside()) {
      exchange.givenUpBy(this::cancel);
    }
    if (state == State.OVER) {
      return head.future();
    }
    if (request.body().isEnded() || request.upgrade() != null) {
      timer.fromBegin();
    }
    pool.acquire(this, fresh);
    return head.future();
  }

  /** What is asked. */
  public DownstreamRequest request() {
    return request;
  }

  /** What it says to a sidecar at the endpoint; asked when its head is sent. */
  public AttemptWords words() {
    return timer.words();
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

  /** Whether its service's policy bounds connections; otherwise only the pool's own limits hold. */
  boolean isBounded() {
    return bounds != null;
  }

  /**
   * How many connections there may be for it to the endpoint on this event loop: its share of what
   * the policy allows the process, at least one.
   *
   * @param poolMax how many there may be in any case
   */
  public int connectionsMax(int poolMax, int eventLoops) {
    return bounds == null || bounds.connectionsMax() == null
        ? poolMax
        : Math.min(poolMax, Math.max(1, bounds.connectionsMax() / eventLoops));
  }

  /** How many attempts may wait with it for a connection on this event loop. */
  int waitingMax(int eventLoops) {
    if (bounds == null) {
      return 0;
    }
    int pending = bounds.pendingMax() == null ? PENDING_MAX : bounds.pendingMax();
    return (pending + eventLoops - 1) / eventLoops;
  }

  // What the pool and the stream tell

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
      timer.touch();
      request.interim(status, fields);
    }
  }

  /** The head of the response came; takes it over. */
  public void answered(ResponseStart start) {
    if (state != State.AWAITING_HEAD) {
      start.release();
      return;
    }
    state = State.RESPONDING;
    if (exchange.isBeside()) {
      // From now on it is this one that ends with the client.
      request.attempting(this);
    }
    boolean tunnel = request.isTunnel() ? start.status() < 300 : start.status() == 101;
    if (tunnel) {
      timer.tunnel();
    }
    response = new RelayedResponse(this, stream, start, tunnel);
    head.complete(response);
  }

  /** A piece of the response's body; takes over the buffer. */
  public void data(ByteBuf bytes) {
    if (state == State.RESPONDING) {
      timer.touch();
      response.data(bytes);
    } else {
      bytes.release();
    }
  }

  /** The endpoint sent all that there is for now. */
  public void readComplete() {
    if (state == State.RESPONDING) {
      response.readComplete();
    }
  }

  /** The response was read to its end. */
  public void ended(Fields trailers) {
    if (state == State.RESPONDING) {
      response.ended(trailers);
    }
  }

  /** The connection broke, or what came is no proper response. */
  public void broken(ProxyFailure failure) {
    if (state != State.RESPONDING) {
      fail(failure);
    } else if (!response.isWhole()) {
      response.brokenBy(failure);
      breakOff();
    }
  }

  /** The stream takes more of the request again. */
  public void streamWritable() {
    if (state != State.OVER) {
      request.body().writable();
    }
  }

  /** Bytes of the request's body have left for the endpoint, where the stream tells that. */
  public void requestWritten(int bytes) {
    if (state != State.OVER) {
      timer.touch();
      request.body().written(bytes);
    }
  }

  // What the request's body tells

  /** Bytes moved towards the endpoint. */
  void moved() {
    timer.touch();
  }

  /** The whole request was handed to the stream: from now on its answer is awaited. */
  void requestSent() {
    requestSent = true;
    boolean tunnel = response != null && response.isTunnel();
    if (state == State.OVER) {
      return;
    }
    if (tunnel && responseEnded) {
      finish();
    } else if (!tunnel && request.body().isPresent()) {
      // Without a body it was sent with its head, as good as when the attempt began.
      timer.fromNow();
    }
  }

  // What the front and the response's holder tell

  /** The response has ended and was handed on; a tunnel goes on in the other direction. */
  void responseEnded() {
    responseEnded = true;
    if (!response.isTunnel() || requestSent) {
      finish();
    }
  }

  /** The client went away, or the rest of the response is not wanted. */
  public void cancel() {
    if (state != State.RESPONDING) {
      fail(new ProxyFailure.Cancelled("client went away"));
    } else if (end()) {
      abandon();
      response.abandon();
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

  private void finish() {
    if (end()) {
      if (!requestSent) {
        request.body().detach(this);
      }
      stream.finished(requestSent);
      response.finished();
    }
  }

  private void expired() {
    if (state == State.RESPONDING) {
      response.silent();
      breakOff();
    } else if (request.body().isAwaited() && request.upgrade() == null && !timer.isPast()) {
      clientStalled();
    } else {
      fail(
          new ProxyFailure.DeadlineExceeded(
              "endpoint "
                  + endpoint.describe()
                  + " gave no answer within "
                  + timer.allowedMillis()
                  + " ms (expected: one)"));
    }
  }

  private void breakOff() {
    if (end()) {
      abandon();
      response.broken();
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
  }

  private boolean end() {
    if (state == State.OVER) {
      return false;
    }
    state = State.OVER;
    timer.stop();
    return true;
  }
}
