package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.RouteEndpoint;
import io.fairlead.proxy.exchange.Upstream;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One request to one endpoint, from borrowing a connection to giving it back. Whatever ends it,
 * ends it once: the state is {@link State#OVER} from then on and every later event is ignored.
 */
final class UpstreamAttempt {
  private enum State {
    /** Waiting for a connection; nothing was sent. */
    CONNECTING,
    /** The request is being sent or its answer awaited. */
    AWAITING_HEAD,
    /** The head was handed out; its holder reads the body. */
    RESPONDING,
    /** The connection was given back or closed. */
    OVER
  }

  private final Exchange exchange;
  private final Downstream downstream;
  private final RouteEndpoint endpoint;
  private final EndpointPool pool;
  private final Watch.Entry watched;
  private final Promise<ResponseHead> head = Promise.promise();

  private State state = State.CONNECTING;
  private PooledConnection connection;
  private boolean requestSent;
  private Runnable whenBroken;

  UpstreamAttempt(Exchange exchange, RouteEndpoint endpoint, EndpointPool pool, Watch watch) {
    this.exchange = exchange;
    // The only requests there are come from HttpFront.
    this.downstream = (Downstream) exchange.request();
    this.endpoint = endpoint;
    this.pool = pool;
    this.watched = watch.start(this::expired);
  }

  Future<ResponseHead> start(Upstream.Connection wanted) {
    downstream.attempting(this);
    watched.expireWhenIdle(exchange.route().timeouts().idleNanos());
    if (downstream.body().isEnded()) {
      watched.expireIn(exchange.attemptTimeoutNanos());
    }
    acquire(wanted == Upstream.Connection.FRESH);
    return head.future();
  }

  private void acquire(boolean fresh) {
    pool.acquire(fresh).onComplete(this::connected);
  }

  private void connected(AsyncResult<PooledConnection> acquired) {
    if (acquired.failed()) {
      fail((ProxyFailure) acquired.cause());
    } else if (state == State.OVER) {
      acquired.result().release(Long.MAX_VALUE);
    } else {
      connection = acquired.result();
      var request = downstream.request();
      connection
          .request(request.method(), downstream.target().path())
          .onSuccess(this::send)
          .onFailure(this::notBegun);
    }
  }

  /** The connection closed between being lent and being used: nothing was sent yet. */
  private void notBegun(Throwable cause) {
    if (state == State.CONNECTING && connection.isReused()) {
      connection = null;
      acquire(true);
    } else {
      fail(new ProxyFailure.ConnectFailed(told("closed its connection", cause)));
    }
  }

  private void send(HttpClientRequest request) {
    if (state == State.OVER) {
      connection.close();
      return;
    }
    state = State.AWAITING_HEAD;
    HeadCopy.request(downstream, exchange.direction(), request.headers());
    if (downstream.body().isPresent() && !request.headers().contains("content-length")) {
      request.setChunked(true);
    }
    request.exceptionHandler(this::broken);
    request.continueHandler(v -> downstream.continueRequested());
    request.response().onSuccess(this::answered).onFailure(this::broken);
    downstream.body().sendTo(request, this);
  }

  private void answered(HttpClientResponse response) {
    if (state != State.AWAITING_HEAD) {
      return;
    }
    response.pause();
    if (response.statusCode() < 200) {
      String text = "sent status " + response.statusCode() + " unasked";
      fail(new ProxyFailure.InvalidResponse(told(text, null)));
      return;
    }
    state = State.RESPONDING;
    response.exceptionHandler(this::broken);
    head.complete(new UpstreamResponse(this, response, exchange.direction(), endpoint.sidecar()));
  }

  /** Bytes moved in either direction. */
  void moved() {
    watched.touch();
  }

  /** The whole request was handed to the connection: from now on its answer is awaited. */
  void requestSent() {
    requestSent = true;
    watched.expireIn(exchange.attemptTimeoutNanos());
  }

  /** Who reads the body is told, once, when it breaks off; at once when it did already. */
  void onBroken(Runnable told) {
    whenBroken = told;
    if (state == State.OVER) {
      told.run();
    }
  }

  /**
   * The response was read to its end.
   *
   * @param keepAliveNanos how long the connection may serve others, 0 when it must not
   */
  void finished(long keepAliveNanos) {
    if (end()) {
      if (requestSent) {
        connection.release(keepAliveNanos);
      } else {
        // The upstream did not care for the rest of the request: nothing else fits behind it.
        downstream.body().detach(this);
        connection.close();
      }
    }
  }

  /** The client went away, or the rest of the response is not wanted. */
  void cancel() {
    if (state == State.RESPONDING) {
      abandon();
    } else {
      fail(new ProxyFailure.Cancelled("client went away"));
    }
  }

  private void abandon() {
    if (end()) {
      downstream.body().detach(this);
      connection.close();
    }
  }

  private void expired() {
    if (state == State.RESPONDING) {
      breakOff();
    } else if (downstream.body().isAwaited()) {
      fail(new ProxyFailure.RequestTimeout("the client stopped sending its request's body"));
    } else {
      fail(
          new ProxyFailure.DeadlineExceeded(
              told("gave no answer within " + allowed() + " (expected: one)", null)));
    }
  }

  private String allowed() {
    var timeouts = exchange.route().timeouts();
    long allowed = requestSent ? exchange.attemptTimeoutNanos() : timeouts.idleNanos();
    long nanos = Math.min(allowed, timeouts.idleNanos() == 0 ? allowed : timeouts.idleNanos());
    return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
  }

  private void broken(Throwable cause) {
    if (state == State.RESPONDING) {
      breakOff();
    } else if (cause instanceof HttpClosedException || cause instanceof IOException) {
      boolean stale = connection.isReused();
      fail(new ProxyFailure.UpstreamReset(told("broke the connection", cause), stale));
    } else {
      fail(new ProxyFailure.InvalidResponse(told("did not answer in HTTP", cause)));
    }
  }

  private void breakOff() {
    if (end()) {
      connection.close();
      if (whenBroken != null) {
        whenBroken.run();
      }
    }
  }

  private void fail(ProxyFailure failure) {
    if (end()) {
      downstream.body().detach(this);
      if (connection != null) {
        connection.close();
      }
      head.fail(failure);
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

  private String told(String what, Throwable cause) {
    String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return "endpoint " + endpoint.describe() + " " + what + why;
  }
}
