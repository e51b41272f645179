package io.fairlead.proxy.chain;

import io.fairlead.catalog.policy.Retries;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/**
 * Fixes when a request has to be over. What the client waits, or the service's policy allows, is a
 * limit that ends whatever is under way and is passed on. Where nobody said anything, all attempts
 * together have as many of the service's per-request timeouts as there may be attempts. Whether
 * time is up is looked at where time passes: by the retry stage before it waits, by the wire while
 * it does.
 */
final class DeadlineStage implements Stage {
  private final int retriesMax;

  /**
   * @param retriesMax where the service's policy does not say how many
   */
  DeadlineStage(int retriesMax) {
    this.retriesMax = retriesMax;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var timeouts = exchange.route().timeouts();
    long whole = timeouts.wholeNanos() > 0 ? timeouts.wholeNanos() : Exchange.NEVER;
    long limit = Math.min(whole, exchange.request().timeoutNanos());
    if (limit != Exchange.NEVER) {
      exchange.setLimitNanos(exchange.startedNanos() + limit);
    }
    long perRequest = timeouts.perRequestNanos();
    long attempts = perRequest > 0 ? attemptsMax(exchange) * perRequest : Exchange.NEVER;
    long allowed = Math.min(limit, attempts);
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

  private long attemptsMax(Exchange exchange) {
    Retries own = exchange.route().policy().retries();
    return 1L + (own == null || own.attempts() == null ? retriesMax : own.attempts());
  }
}
