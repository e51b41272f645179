package io.fairlead.proxy.retry;

import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.circuit.CircuitObserver;
import io.fairlead.proxy.exchange.Direction;
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
  private final RetryPolicy usual;
  private final PerService<ServiceRetries> services;
  private final CallersRetries callers;
  private final Allowance allowance;
  private final LongSupplier clock;
  private final DoubleSupplier random;
  private final Wait wait;

  /**
   * @param usual for services that say nothing themselves
   * @param random numbers from 0 to 1
   */
  public RetryStage(
      RetryPolicy usual,
      PerService<ServiceRetries> services,
      CallersRetries callers,
      PerService<Circuit> circuits,
      CircuitObserver refusals,
      RetryObserver observer,
      LongSupplier nanoClock,
      DoubleSupplier random,
      Wait wait) {
    this.usual = usual;
    this.services = services;
    this.callers = callers;
    this.allowance = new Allowance(circuits, refusals, observer);
    this.clock = nanoClock;
    this.random = random;
    this.wait = wait;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var retries = services.of(exchange.route());
    boolean repeated = exchange.request().attempt() > 1;
    retries.budget().deposit(repeated, exchange.startedNanos());
    if (exchange.direction() == Direction.INGRESS) {
      callers.arrived(repeated, exchange.startedNanos());
    } else if (!repeated && callers.isNextRepeated(exchange.startedNanos())) {
      exchange.tellAsRepeated();
    }
    exchange.beginAttempt();
    return attempt(exchange, retries, next);
  }

  private Future<ResponseHead> attempt(Exchange exchange, ServiceRetries retries, Next next) {
    return next.proceed(exchange)
        .transform(
            done ->
                done.succeeded()
                    ? answered(exchange, retries, next, done.result())
                    : failed(exchange, retries, next, done.cause()));
  }

  private Future<ResponseHead> answered(
      Exchange exchange, ServiceRetries retries, Next next, ResponseHead head) {
    var policy = policy(retries);
    if (!policy.allows(exchange, head)) {
      return Future.succeededFuture(head);
    }
    long delay = policy.backoff().delayNanos(exchange.attempts(), random);
    if (!mayRetry(exchange, retries, delay)) {
      return Future.succeededFuture(head);
    }
    head.discard();
    return again(exchange, retries, next, delay);
  }

  private Future<ResponseHead> failed(
      Exchange exchange, ServiceRetries retries, Next next, Throwable cause) {
    var policy = policy(retries);
    if (!(cause instanceof ProxyFailure failure) || !policy.allows(exchange, failure)) {
      return Future.failedFuture(cause);
    }
    long delay = policy.backoff().delayNanos(exchange.attempts(), random);
    return mayRetry(exchange, retries, delay)
        ? again(exchange, retries, next, delay)
        : Future.failedFuture(cause);
  }

  private RetryPolicy policy(ServiceRetries retries) {
    return retries.policy() == null ? usual : retries.policy();
  }

  private boolean mayRetry(Exchange exchange, ServiceRetries retries, long delay) {
    long now = clock.getAsLong();
    return delay < exchange.deadlineNanos() - now && allowance.take(exchange, retries, now);
  }

  private Future<ResponseHead> again(
      Exchange exchange, ServiceRetries retries, Next next, long delay) {
    return wait.nanos(delay).compose(waited -> attemptAgain(exchange, retries, next));
  }

  private Future<ResponseHead> attemptAgain(Exchange exchange, ServiceRetries retries, Next next) {
    if (exchange.request().isCancelled()) {
      return Future.failedFuture(new ProxyFailure.Cancelled("client went away"));
    }
    exchange.beginAttempt(clock.getAsLong());
    return attempt(exchange, retries, next);
  }
}
