package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.LocalResponse;
import io.fairlead.proxy.exchange.ResponseHead;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The side towards clients, on one event loop: makes an {@link Exchange} of each request, has the
 * chain handle it, and writes the answer.
 */
public final class HttpFront {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  /** How long a client may go on sending a body that nobody wants before it is cut off. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Direction direction;
  private final WireLimits limits;
  private final Function<Exchange, Future<ResponseHead>> chain;
  private final LongSupplier clock;
  private final Watch watch;
  private final DownstreamConnections connections;
  private final HttpServer server;
  private boolean draining;

  /**
   * @param connectionLimit its own, or shared with others on this event loop
   */
  public HttpFront(
      Vertx vertx,
      Direction direction,
      WireLimits limits,
      ConnectionLimit connectionLimit,
      Function<Exchange, Future<ResponseHead>> chain,
      LongSupplier nanoClock) {
    this.direction = direction;
    this.limits = limits;
    this.chain = chain;
    this.clock = nanoClock;
    this.watch = new Watch(vertx, nanoClock);
    this.connections = new DownstreamConnections(limits, connectionLimit, nanoClock);
    this.server =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(this::handle)
            .requestHandler(this::handle);
  }

  private static HttpServerOptions options(WireLimits limits) {
    return new HttpServerOptions()
        .setHandle100ContinueAutomatically(false)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(false)
        .setDecompressionSupported(false)
        .setStrictThreadMode(true)
        .setMaxHeaderSize(limits.headBytesMax())
        .setMaxInitialLineLength(limits.headBytesMax())
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  /**
   * Starts to accept.
   *
   * @param port negative numbers pick a free one, the same for all who give the same number
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    return server.listen(port, host).map(HttpServer::actualPort);
  }

  /** Asks clients to go elsewhere with their next request; this one is still served. */
  public void announceDrain() {
    draining = true;
  }

  /** Accepts nothing new, lets requests finish for so long, then closes what is left. */
  public Future<Void> drain(Duration grace) {
    draining = true;
    return server.shutdown(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Closes connections that have been idle for too long; called about once a second. */
  public void sweep() {
    connections.sweep();
  }

  /** Requests under way. */
  public int requests() {
    return connections.requests();
  }

  private void handle(HttpServerRequest request) {
    var downstream = new Downstream(request, limits.replayBytesMax());
    var exchange = new Exchange(direction, downstream, clock.getAsLong());
    connections.begun(request.connection());
    exchange.onEnd((ended, outcome) -> connections.ended(request.connection()));
    request.response().closeHandler(v -> gone(exchange, downstream));
    chain
        .apply(exchange)
        .onSuccess(head -> answer(exchange, downstream, head))
        .onFailure(cause -> unanswered(exchange, downstream, cause));
  }

  private static void gone(Exchange exchange, Downstream downstream) {
    if (!downstream.response().ended()) {
      downstream.cancel();
      exchange.end(Exchange.Outcome.CANCELLED);
    }
  }

  private static void unanswered(Exchange exchange, Downstream downstream, Throwable cause) {
    LOG.error("the chain gave no answer", cause);
    downstream.reset();
    exchange.end(Exchange.Outcome.CANCELLED);
  }

  private void answer(Exchange exchange, Downstream downstream, ResponseHead head) {
    if (downstream.isCancelled()) {
      head.discard();
      return;
    }
    boolean close = draining || !downstream.body().isEnded();
    if (head instanceof UpstreamResponse upstream) {
      new ResponseRelay(downstream, upstream, new Ending(exchange, downstream, close)).start(close);
    } else {
      answerLocally(exchange, downstream, (LocalResponse) head, close);
    }
  }

  private void answerLocally(
      Exchange exchange, Downstream downstream, LocalResponse local, boolean close) {
    var response = downstream.response().setStatusCode(local.status());
    response.putHeader("content-type", "text/plain; charset=utf-8");
    response.putHeader(LocalResponse.FAILURE_HEADER, local.failure());
    if (local.neverSent()) {
      response.putHeader(LocalResponse.NEVER_SENT_HEADER, "true");
    }
    if (close) {
      response.headersEndHandler(v -> response.headers().set("connection", "close"));
    }
    response.end(Buffer.buffer(local.failure() + ": " + local.text() + "\n"));
    new Ending(exchange, downstream, close).completed();
  }

  /** What is left to be done after a response. */
  private final class Ending implements ResponseRelay.End {
    private final Exchange exchange;
    private final Downstream downstream;
    private final boolean close;

    Ending(Exchange exchange, Downstream downstream, boolean close) {
      this.exchange = exchange;
      this.downstream = downstream;
      this.close = close;
    }

    @Override
    public void completed() {
      exchange.end(Exchange.Outcome.COMPLETED);
      if (!downstream.body().isEnded()) {
        linger();
      } else if (close || isDelimitedByClose()) {
        downstream.request().connection().close();
      }
    }

    @Override
    public void aborted() {
      exchange.end(Exchange.Outcome.UPSTREAM_ABORTED);
    }

    private boolean isDelimitedByClose() {
      return "close".equalsIgnoreCase(downstream.response().headers().get("connection"));
    }

    /**
     * Closing at once would reset the connection under a client that still sends, and it would lose
     * the answer (RFC 9112 §9.6).
     */
    private void linger() {
      var connection = downstream.request().connection();
      var watched = watch.start(connection::close);
      watched.expireIn(LINGER_NANOS);
      downstream.body().discardRest(connection::close);
    }
  }
}
