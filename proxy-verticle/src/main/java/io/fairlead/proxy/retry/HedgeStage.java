package io.fairlead.proxy.retry;

import io.fairlead.proxy.circuit.Circuit;
import io.fairlead.proxy.circuit.CircuitObserver;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.PerService;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.exchange.Stage;
import io.fairlead.proxy.exchange.Wait;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Begins another attempt beside the first when that is slow, where a service's policy says so; the
 * first answer below 500 counts, and the other attempt is given up. Only of requests that may reach
 * an application twice and have no body, and only while there is another endpoint to ask. Counts as
 * a retry. (Dean and Barroso, "The Tail at Scale", hedged requests.)
 */
public final class HedgeStage implements Stage {
  private final PerService<ServiceRetries> services;
  private final Allowance allowance;
  private final LongSupplier clock;
  private final Wait wait;

  public HedgeStage(
      PerService<ServiceRetries> services,
      PerService<Circuit> circuits,
      CircuitObserver refusals,
      RetryObserver observer,
      LongSupplier nanoClock,
      Wait wait) {
    this.services = services;
    this.allowance = new Allowance(circuits, refusals, observer);
    this.clock = nanoClock;
    this.wait = wait;
  }

  @Override
  public Future<ResponseHead> handle(Exchange exchange, Next next) {
    var own = exchange.route().policy().retries();
    if (own == null || own.hedgeAfterMillis() == null) {
      return next.proceed(exchange);
    }
    var retries = services.of(exchange.route());
    return mayHedge(exchange, retries)
        ? new Race(exchange, retries, next).start(own.hedgeAfterMillis())
        : next.proceed(exchange);
  }

  private static boolean mayHedge(Exchange exchange, ServiceRetries retries) {
    return exchange.attempts() == 1
        && exchange.route().endpoints().size() > 1
        && !exchange.request().hasBody()
        && retries.policy() != null
        && retries.policy().mayRepeat(exchange);
  }

  /** Two attempts of one exchange. On its event loop. */
  private final class Race {
    private final Exchange exchange;
    private final ServiceRetries retries;
    private final Next next;
    private final Promise<ResponseHead> won = Promise.promise();
    private Exchange first;
    private Exchange second;
    private int running;
    private boolean over;

    Race(Exchange exchange, ServiceRetries retries, Next next) {
      this.exchange = exchange;
      this.retries = retries;
      this.next = next;
    }

    Future<ResponseHead> start(int afterMillis) {
      first = exchange.beside();
      run(first);
      if (!over) {
        wait.nanos(TimeUnit.MILLISECONDS.toNanos(afterMillis)).onSuccess(passed -> hedge());
      }
      return won.future();
    }

    private void hedge() {
      long now = clock.getAsLong();
      if (over || exchange.request().isCancelled() || !allowance.take(exchange, retries, now)) {
        return;
      }
      exchange.chosen(first.endpoint());
      exchange.beginAttempt(now);
      second = exchange.beside();
      run(second);
    }

    private void run(Exchange attempt) {
      running++;
      next.proceed(attempt).onComplete(done -> done(attempt, done));
    }

    private void done(Exchange attempt, AsyncResult<ResponseHead> done) {
      running--;
      boolean wanted = isGood(done) || running == 0 || isLeft(done);
      if (over || !wanted) {
        if (done.succeeded()) {
          done.result().discard();
        }
        return;
      }
      over = true;
      if (attempt.endpoint() != null) {
        exchange.chosen(attempt.endpoint());
      }
      exchange.onEnd((ended, outcome) -> attempt.end(outcome));
      won.handle(done);
      var other = attempt.equals(first) ? second : first;
      if (other != null) {
        other.giveUp();
      }
    }

    private boolean isGood(AsyncResult<ResponseHead> done) {
      return done.succeeded() && done.result().status() < 500;
    }

    /** Nobody waits for the other one either. */
    private boolean isLeft(AsyncResult<ResponseHead> done) {
      return done.cause() instanceof ProxyFailure.Cancelled;
    }
  }
}
