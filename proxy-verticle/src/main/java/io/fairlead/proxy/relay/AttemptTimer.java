package io.fairlead.proxy.relay;

import io.fairlead.catalog.AppProtocol;
import io.fairlead.proxy.exchange.Exchange;
import java.util.concurrent.TimeUnit;

/** How long an attempt may take, and be silent. On the attempt's event loop. */
final class AttemptTimer {
  private final Exchange exchange;
  private final long tunnelIdleNanos;
  private final Watch watch;
  private final long streamEndNanos;
  private final Watch.Entry watched;
  private boolean timed;

  AttemptTimer(Exchange exchange, Watch watch, long tunnelIdleNanos, Runnable expired) {
    this.exchange = exchange;
    this.tunnelIdleNanos = tunnelIdleNanos;
    this.watched = watch.start(expired);
    watched.expireWhenIdle(exchange.route().timeouts().idleNanos());
    this.watch = watch;
    this.streamEndNanos = streamEnd(exchange);
    watched.expireAtLatest(Math.min(exchange.limitNanos(), streamEndNanos));
  }

  private static long streamEnd(Exchange exchange) {
    long stream = exchange.route().timeouts().streamNanos();
    return stream == 0 ? Exchange.NEVER : exchange.startedNanos() + stream;
  }

  /** What the attempt says; nearly always nothing, and then no clock is read. */
  AttemptWords words() {
    boolean limited = exchange.limitNanos() != Exchange.NEVER;
    return AttemptWords.of(exchange, limited ? watch.now() : 0);
  }

  /** Whether the time of the whole exchange is over. */
  boolean isPast() {
    return watched.isPast();
  }

  /** The request is there, so that its answer is awaited from the attempt's begin on. */
  void fromBegin() {
    expireAfter(exchange.attemptStartedNanos());
  }

  /** The request's body has been sent only now. */
  void fromNow() {
    timed = true;
    watched.expireIn(exchange.attemptTimeoutNanos());
  }

  private void expireAfter(long beginNanos) {
    timed = true;
    long timeout = exchange.attemptTimeoutNanos();
    watched.expireAt(timeout == Exchange.NEVER ? timeout : beginNanos + timeout);
  }

  /** From now on only silence ends it; a service of TCP says itself how much. */
  void tunnel() {
    var route = exchange.route();
    watched.expireAt(Exchange.NEVER);
    watched.expireAtLatest(streamEndNanos);
    watched.expireWhenIdle(
        route.protocol() == AppProtocol.TCP ? route.timeouts().idleNanos() : tunnelIdleNanos);
  }

  /** Bytes moved in either direction; cheap. */
  void touch() {
    watched.touch();
  }

  void stop() {
    watched.stop();
  }

  /** What it was allowed, for a message. */
  long allowedMillis() {
    long idle = exchange.route().timeouts().idleNanos();
    long idleOrNever = idle == 0 ? Exchange.NEVER : idle;
    long allowed = timed ? exchange.attemptTimeoutNanos() : idleOrNever;
    long limit = Math.min(exchange.limitNanos(), streamEndNanos);
    long whole = limit == Exchange.NEVER ? limit : limit - exchange.startedNanos();
    return TimeUnit.NANOSECONDS.toMillis(Math.min(Math.min(allowed, idleOrNever), whole));
  }
}
