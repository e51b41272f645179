package io.fairlead.proxy.chain;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/** Measures every request, whoever answered it. */
final class TelemetryStage implements Stage {
  private final RequestObserver observer;
  private final LongSupplier clock;

  TelemetryStage(RequestObserver observer, LongSupplier nanoClock) {
    this.observer = observer;
    this.clock = nanoClock;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    exchange.onEnd(this::ended);
    return next.proceed(exchange).onSuccess(head -> exchange.answered(head.status()));
  }

  private void ended(Exchange exchange, Exchange.Outcome outcome) {
    observer.ended(exchange, outcome, clock.getAsLong() - exchange.startedNanos());
  }
}
