package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;

/** Refuses what would be one request too many, at once and cheaply. */
final class ShedStage implements Stage {
  private final RequestLimit limit;

  ShedStage(RequestLimit limit) {
    this.limit = limit;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    if (!limit.enter()) {
      return Future.failedFuture(
          new ProxyFailure.Shed(
              "sidecar has " + limit.max() + " requests under way (expected: fewer); try again"));
    }
    exchange.onEnd((ended, outcome) -> limit.leave());
    return next.proceed(exchange);
  }
}
