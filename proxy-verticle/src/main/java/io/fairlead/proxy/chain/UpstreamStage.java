package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Upstream;
import io.fairlead.proxy.retry.RetryPolicy;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/**
 * Sends the attempt. When a pooled connection turns out to be closed by its peer, the attempt goes
 * on over a fresh one: the endpoint did nothing wrong, so neither outlier detection nor the retry
 * budget hears of it. Only for idempotent requests, since nobody can tell whether the peer had read
 * the request.
 */
final class UpstreamStage implements Stage {
  private final Upstream upstream;
  private final LongSupplier clock;

  UpstreamStage(Upstream upstream, LongSupplier nanoClock) {
    this.upstream = upstream;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next end) {
    return send(exchange, Upstream.Connection.ANY, exchange.attemptStartedNanos())
        .recover(
            failure ->
                mayGoOn(exchange, failure)
                    ? send(exchange, Upstream.Connection.FRESH, clock.getAsLong())
                    : Future.failedFuture(failure));
  }

  private Future<ResponseHead> send(
      Exchange exchange, Upstream.Connection connection, long nowNanos) {
    exchange.setAttemptTimeoutNanos(attemptTimeout(exchange, nowNanos));
    return upstream.send(exchange, exchange.endpoint(), connection);
  }

  private static long attemptTimeout(Exchange exchange, long nowNanos) {
    long perRequest = exchange.route().timeouts().perRequestNanos();
    if (perRequest == 0) {
      return Exchange.NEVER;
    }
    return Math.max(1, Math.min(perRequest, exchange.deadlineNanos() - nowNanos));
  }

  private static boolean mayGoOn(Exchange exchange, Throwable cause) {
    return cause instanceof ProxyFailure failure
        && failure.isStaleConnection()
        && RetryPolicy.isIdempotent(exchange.request().method())
        && exchange.request().isReplayable()
        && !exchange.request().isCancelled();
  }
}
