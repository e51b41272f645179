package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What all client connections of one listener on one event loop share: where their requests go, and
 * how many there are. On that event loop.
 */
public final class Front {
  private final Direction direction;
  private final RelayLimits limits;
  private final HeaderPolicy headers;
  private final ConnectionLimit connectionLimit;
  private final DownstreamObserver observer;
  private final Function<Exchange, Future<ResponseHead>> chain;
  private final Watch watch;
  private final LongSupplier clock;
  private final Set<ClientConnection> connections = new HashSet<>();
  private final Promise<Void> quiet = Promise.promise();
  private boolean draining;

  /**
   * @param connectionLimit its own, or shared with others on this event loop
   * @param chain handles exchanges; never fails but by a mistake of this program
   */
  public Front(
      Direction direction,
      RelayLimits limits,
      HeaderPolicy headers,
      ConnectionLimit connectionLimit,
      DownstreamObserver observer,
      Function<Exchange, Future<ResponseHead>> chain,
      Watch watch,
      LongSupplier nanoClock) {
    this.direction = direction;
    this.limits = limits;
    this.headers = headers;
    this.connectionLimit = connectionLimit;
    this.observer = observer;
    this.chain = chain;
    this.watch = watch;
    this.clock = nanoClock;
  }

  public Direction direction() {
    return direction;
  }

  public RelayLimits limits() {
    return limits;
  }

  public HeaderPolicy headers() {
    return headers;
  }

  /** The event loop's. */
  public Watch watch() {
    return watch;
  }

  public long now() {
    return clock.getAsLong();
  }

  /** A client connected; false when there are too many, so that it has to be closed. */
  public boolean opened(ClientConnection connection) {
    if (!connectionLimit.enter()) {
      cut(DownstreamObserver.Cut.TOO_MANY);
      return false;
    }
    observer.opened(direction);
    connections.add(connection);
    return true;
  }

  /** Its connection is gone. */
  public void closed(ClientConnection connection) {
    if (connections.remove(connection)) {
      observer.closed(direction);
      connectionLimit.leave();
      tellWhenQuiet();
    }
  }

  /** A client's connection is closed because of a limit. */
  public void cut(DownstreamObserver.Cut why) {
    observer.cut(direction, why);
  }

  /** Begins an exchange; it is the caller's to end it. */
  public Exchange exchange(DownstreamRequest request) {
    return new Exchange(direction, request, clock.getAsLong());
  }

  /** Has the chain handle it. */
  public Future<ResponseHead> handle(Exchange exchange) {
    return chain.apply(exchange);
  }

  /** Whether clients are to go elsewhere with their next request. */
  public boolean isDraining() {
    return draining;
  }

  /** Asks clients to go elsewhere with their next request; this one is still served. */
  public void announceDrain() {
    draining = true;
    snapshot().forEach(ClientConnection::announceDrain);
  }

  /** Lets requests finish for so long, then closes what is left; completes when all are closed. */
  public Future<Void> drain(EventLoop loop, Duration grace) {
    draining = true;
    snapshot().forEach(ClientConnection::drain);
    if (!connections.isEmpty()) {
      var unused =
          loop.schedule(this::closeAll, Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
    }
    tellWhenQuiet();
    return quiet.future();
  }

  /** Closes every connection at once. */
  public void closeAll() {
    snapshot().forEach(ClientConnection::close);
  }

  /** Closes connections that have been silent for too long; called about once a second. */
  public void sweep() {
    long now = clock.getAsLong();
    snapshot().forEach(connection -> connection.sweep(now));
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  private void tellWhenQuiet() {
    if (draining && connections.isEmpty()) {
      quiet.tryComplete();
    }
  }

  /** What is done to a connection may close it. */
  private List<ClientConnection> snapshot() {
    return new ArrayList<>(connections);
  }
}
