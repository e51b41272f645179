package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/**
 * Fixes when a request has to be over: every attempt has the service's per-request timeout, and all
 * together have as many of them as there may be attempts, or what the client waits when that is
 * less. Whether time is up is looked at where time passes: by the retry stage before it waits, by
 * the wire while it does.
 */
final class DeadlineStage implements Stage {
  private final int attemptsMax;

  DeadlineStage(int attemptsMax) {
    this.attemptsMax = attemptsMax;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    long perRequest = exchange.route().timeouts().perRequestNanos();
    long service = perRequest > 0 ? attemptsMax * perRequest : Exchange.NEVER;
    long allowed = Math.min(service, exchange.request().timeoutNanos());
    if (allowed != Exchange.NEVER) {
      long deadline = exchange.startedNanos() + allowed;
      if (deadline - exchange.attemptStartedNanos() <= 0) {
        return Future.failedFuture(
            new ProxyFailure.DeadlineExceeded(
                "a rule held the request back for longer than it may take (expected: shorter)"));
      }
      exchange.setDeadlineNanos(deadline);
    }
    return next.proceed(exchange);
  }
}
