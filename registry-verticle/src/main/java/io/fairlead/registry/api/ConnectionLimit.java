package io.fairlead.registry.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts a server's connections and closes those that are too many at once. */
final class ConnectionLimit implements Handler<HttpConnection> {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int most) {
    this.most = most;
  }

  @Override
  public void handle(HttpConnection connection) {
    connection.closeHandler(closed -> open.decrementAndGet());
    if (open.incrementAndGet() > most) {
      connection.close();
    }
  }

  /** How many are open now. */
  int open() {
    return open.get();
  }
}
