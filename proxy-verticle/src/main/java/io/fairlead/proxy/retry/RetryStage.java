package io.fairlead.proxy.retry;

import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Wait;
import io.vertx.core.Future;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Makes another attempt when the last one failed and may be repeated. */
public final class RetryStage implements Stage {
  private final RetryPolicy policy;
  private final Backoff backoff;
  private final PerService<RetryBudget> budgets;
  private final RetryObserver observer;
  private final LongSupplier clock;
  private final DoubleSupplier random;
  private final Wait wait;

  /**
   * @param random numbers from 0 to 1
   */
  public RetryStage(
      RetryPolicy policy,
      Backoff backoff,
      PerService<RetryBudget> budgets,
      RetryObserver observer,
      LongSupplier nanoClock,
      DoubleSupplier random,
      Wait wait) {
    this.policy = policy;
    this.backoff = backoff;
    this.budgets = budgets;
    this.observer = observer;
    this.clock = nanoClock;
    this.random = random;
    this.wait = wait;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    budgets.of(exchange.route()).deposit(exchange.startedNanos());
    exchange.beginAttempt();
    return attempt(exchange, next);
  }

  private Future<ResponseHead> attempt(Exchange exchange, Next next) {
    return next.proceed(exchange)
        .transform(
            done ->
                done.succeeded()
                    ? answered(exchange, next, done.result())
                    : failed(exchange, next, done.cause()));
  }

  private Future<ResponseHead> answered(Exchange exchange, Next next, ResponseHead head) {
    if (!policy.allows(exchange, head)) {
      return Future.succeededFuture(head);
    }
    long delay = backoff.delayNanos(exchange.attempts(), random);
    if (!mayRetry(exchange, delay)) {
      return Future.succeededFuture(head);
    }
    head.discard();
    return again(exchange, next, delay);
  }

  private Future<ResponseHead> failed(Exchange exchange, Next next, Throwable cause) {
    if (!(cause instanceof ProxyFailure failure) || !policy.allows(exchange, failure)) {
      return Future.failedFuture(cause);
    }
    long delay = backoff.delayNanos(exchange.attempts(), random);
    return mayRetry(exchange, delay) ? again(exchange, next, delay) : Future.failedFuture(cause);
  }

  private boolean mayRetry(Exchange exchange, long delay) {
    long now = clock.getAsLong();
    if (delay >= exchange.deadlineNanos() - now) {
      return false;
    }
    if (!budgets.of(exchange.route()).tryWithdraw(now)) {
      observer.budgetExhausted(exchange);
      return false;
    }
    return true;
  }

  private Future<ResponseHead> again(Exchange exchange, Next next, long delay) {
    observer.retried(exchange);
    return wait.nanos(delay).compose(waited -> attemptAgain(exchange, next));
  }

  private Future<ResponseHead> attemptAgain(Exchange exchange, Next next) {
    if (exchange.request().isCancelled()) {
      return Future.failedFuture(new ProxyFailure.Cancelled("client went away"));
    }
    exchange.beginAttempt(clock.getAsLong());
    return attempt(exchange, next);
  }
}
