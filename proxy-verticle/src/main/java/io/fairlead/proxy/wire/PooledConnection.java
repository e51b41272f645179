package io.fairlead.proxy.wire;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** A connection to an endpoint: lent to one attempt at a time by its {@link EndpointPool}. */
final class PooledConnection {
  private final EndpointPool pool;
  private final HttpClientConnection http;
  private boolean waited;
  private long idleUntilNanos;
  private boolean open = true;

  PooledConnection(EndpointPool pool, HttpClientConnection http) {
    this.pool = pool;
    this.http = http;
  }

  Future<HttpClientRequest> request(HttpMethod method, String target) {
    return http.request(new RequestOptions().setMethod(method).setURI(target));
  }

  /** Whether it waited in the pool before the present request: its peer may have closed it. */
  boolean isReused() {
    return waited;
  }

  boolean isOpen() {
    return open;
  }

  void closed() {
    open = false;
  }

  void idleUntil(long nanos) {
    waited = true;
    idleUntilNanos = nanos;
  }

  boolean isStale(long nowNanos) {
    return nowNanos >= idleUntilNanos;
  }

  /**
   * Gives it back after a whole exchange.
   *
   * @param idleNanos how long the peer promised to keep it
   */
  void release(long idleNanos) {
    pool.release(this, idleNanos);
  }

  /** Ends it: the exchange on it did not come to its end, or either side wants it so. */
  void close() {
    if (open) {
      http.close();
    }
  }
}
