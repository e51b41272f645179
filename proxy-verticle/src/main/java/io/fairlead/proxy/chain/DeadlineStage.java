package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/**
 * Fixes when a request has to be over: every attempt has the service's per-request timeout, and all
 * together have as many of them as there may be attempts, or what the client waits when that is
 * less. Whether time is up is looked at where time passes: by the retry stage before it waits, by
 * the wire while it does.
 */
final class DeadlineStage implements Stage {
  private final int attemptsMax;
  private final LongSupplier clock;

  DeadlineStage(int attemptsMax, LongSupplier nanoClock) {
    this.attemptsMax = attemptsMax;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    long perRequest = exchange.route().timeouts().perRequestNanos();
    long service = perRequest > 0 ? attemptsMax * perRequest : Exchange.NEVER;
    long allowed = Math.min(service, exchange.request().timeoutNanos());
    if (allowed != Exchange.NEVER) {
      exchange.setDeadlineNanos(clock.getAsLong() + allowed);
    }
    return next.proceed(exchange);
  }
}
