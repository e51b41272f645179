package io.fairlead.proxy.wire;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.exchange.ProxyFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's connections to one address. The most recently used one is lent first, so that
 * those a burst needed fall idle and are closed.
 */
final class EndpointPool {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointPool.class);

  private final Address address;
  private final HttpClientAgent client;
  private final HttpConnectOptions connect;
  private final WireLimits limits;
  private final ConnectionObserver observer;
  private final LongSupplier clock;
  private final Deque<PooledConnection> idle = new ArrayDeque<>();
  private int connections;
  private boolean wanted = true;

  EndpointPool(
      Address address,
      HttpClientAgent client,
      WireLimits limits,
      ConnectionObserver observer,
      LongSupplier nanoClock) {
    this.address = address;
    this.client = client;
    this.connect = new HttpConnectOptions().setHost(address.host()).setPort(address.port());
    this.limits = limits;
    this.observer = observer;
    this.clock = nanoClock;
  }

  /** Lends an idle connection or makes one; fails with a {@link ProxyFailure}. */
  Future<PooledConnection> acquire(boolean fresh) {
    var held = fresh ? null : idle.pollFirst();
    if (held != null) {
      return Future.succeededFuture(held);
    }
    if (connections >= limits.upstreamMax()) {
      return Future.failedFuture(
          new ProxyFailure.Shed(
              "endpoint " + address + " has " + connections + " connections (expected: fewer)"));
    }
    connections++;
    return Future.succeededFuture()
        // Also turns what connect throws, for instance while the sidecar closes, into a failure.
        .compose(v -> client.connect(connect))
        .map(this::connected)
        .recover(this::notConnected);
  }

  private PooledConnection connected(HttpClientConnection http) {
    var connection = new PooledConnection(this, http);
    http.closeHandler(v -> closed(connection));
    // Told to the attempt, when there is one; an idle connection that breaks is nobody's concern.
    http.exceptionHandler(cause -> LOG.debug("connection to {} broke", address, cause));
    observer.opened();
    return connection;
  }

  private Future<PooledConnection> notConnected(Throwable cause) {
    connections--;
    return Future.failedFuture(
        new ProxyFailure.ConnectFailed(
            "endpoint " + address + " could not be connected to: " + cause.getMessage()));
  }

  private void closed(PooledConnection connection) {
    connections--;
    connection.closed();
    idle.remove(connection);
    observer.closed();
  }

  void release(PooledConnection connection, long idleNanos) {
    if (!connection.isOpen()) {
      return;
    }
    if (!wanted || idle.size() >= limits.upstreamIdleMax() || idleNanos <= 0) {
      connection.close();
      return;
    }
    connection.idleUntil(clock.getAsLong() + Math.min(idleNanos, limits.upstreamIdleNanos()));
    idle.addFirst(connection);
  }

  /**
   * Closes what was idle for too long, or everything idle.
   *
   * @param stillWanted whether a route leads here; otherwise connections end with their requests
   */
  void sweep(boolean stillWanted, long nowNanos) {
    wanted = stillWanted;
    for (var connection : idle.toArray(new PooledConnection[0])) {
      if (!wanted || connection.isStale(nowNanos)) {
        idle.remove(connection);
        connection.close();
      }
    }
  }

  boolean isEmpty() {
    return connections == 0;
  }

  int idle() {
    return idle.size();
  }
}
