package io.fairlead.dns.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** A TCP port for long answers and for askers that prefer it. */
final class TcpListener {
  private final NetServer server;
  private final QueryHandler queries;
  private final TcpSettings settings;
  private final DnsMetrics metrics;

  TcpListener(
      Vertx vertx,
      String host,
      int port,
      TcpSettings settings,
      QueryHandler queries,
      DnsMetrics metrics) {
    this.queries = queries;
    this.settings = settings;
    this.metrics = metrics;
    this.server =
        vertx.createNetServer(
            new NetServerOptions()
                .setHost(host)
                .setPort(port)
                .setReadIdleTimeout((int) settings.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    server.connectHandler(this::accept);
  }

  /** Binds; fails with a {@link java.io.IOException} when the address cannot be had. */
  Future<TcpListener> open() {
    return server.listen().map(this);
  }

  Future<Void> close() {
    return server.close();
  }

  private void accept(NetSocket socket) {
    var open = metrics.connections();
    if (open.get() >= settings.connectionsMax()) {
      metrics.connectionShed();
      socket.close();
      return;
    }
    open.incrementAndGet();
    socket.closeHandler(closed -> open.decrementAndGet());
    // A reset is the asker's business; without a handler Vert.x logs it.
    socket.exceptionHandler(failure -> socket.close());
    socket.handler(new TcpConversation(socket, queries));
  }
}
