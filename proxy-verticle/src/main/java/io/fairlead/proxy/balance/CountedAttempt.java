package io.fairlead.proxy.balance;

import io.fairlead.proxy.exchange.ProxyFailure;
import io.fairlead.proxy.exchange.ResponseHead;
import io.vertx.core.AsyncResult;
import java.util.function.LongSupplier;

/**
 * An attempt that counts as under way until it is over, once: when it fails, or when its response
 * has ended. On one event loop.
 */
final class CountedAttempt {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final EndpointLoad load;
  private final boolean timed;
  private final long startedNanos;
  private final LongSupplier clock;
  private boolean over;

  private CountedAttempt(EndpointLoad load, boolean timed, long startedNanos, LongSupplier clock) {
    this.load = load;
    this.timed = timed;
    this.startedNanos = startedNanos;
    this.clock = clock;
  }

  /**
   * Begins to count.
   *
   * @param timed whether latencies matter
   */
  static CountedAttempt begin(
      EndpointLoad load, boolean timed, long startedNanos, LongSupplier nanoClock) {
    load.begun();
    return new CountedAttempt(load, timed, startedNanos, nanoClock);
  }

  /** The head of the answer came, or none will. */
  void done(AsyncResult<ResponseHead> done) {
    if (timed) {
      measure(done);
    }
    if (done.succeeded()) {
      done.result().whenOver(this::over);
    } else {
      over();
    }
  }

  private void over() {
    if (!over) {
      over = true;
      load.over();
    }
  }

  private void measure(AsyncResult<ResponseHead> done) {
    long now = clock.getAsLong();
    long took = Math.max(0, now - startedNanos);
    if (done.succeeded()) {
      if (refuses(done.result())) {
        load.failed(took, now);
      } else {
        load.answered(took, now);
      }
    } else if (done.cause() instanceof ProxyFailure failure) {
      if (failure.origin() == ProxyFailure.Origin.UPSTREAM) {
        load.failed(took, now);
      } else if (failure.origin() == ProxyFailure.Origin.CANCELLED) {
        load.givenUp(took, now);
      }
    }
  }

  private static boolean refuses(ResponseHead head) {
    int status = head.status();
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE || head.isShed();
  }
}
