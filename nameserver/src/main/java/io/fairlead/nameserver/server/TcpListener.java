package io.fairlead.nameserver.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A TCP port for long answers and for askers that prefer it. Event loops that open the same port
 * share its connections.
 */
final class TcpListener {
  private static final long SWEEPS_PER_TIMEOUT = 4;

  private final Vertx vertx;
  private final NetServer server;
  private final Responder responder;
  private final TcpSettings settings;
  private final Connections connections;
  private final ServerMetrics metrics;
  private final Set<TcpConversation> conversations = new HashSet<>();
  private long timer = -1;

  /**
   * @param connections counts those of all event loops
   */
  TcpListener(
      Vertx vertx,
      String host,
      int port,
      TcpSettings settings,
      Connections connections,
      Responder responder,
      ServerMetrics metrics) {
    this.vertx = vertx;
    this.responder = responder;
    this.settings = settings;
    this.connections = connections;
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
    long timeout = settings.messageTimeout().toMillis();
    return server
        .listen()
        .onSuccess(
            open ->
                timer = vertx.setPeriodic(Math.max(1, timeout / SWEEPS_PER_TIMEOUT), id -> sweep()))
        .map(this);
  }

  Future<Void> close() {
    vertx.cancelTimer(timer);
    return server.close();
  }

  private void accept(NetSocket socket) {
    String asker = socket.remoteAddress().hostAddress();
    if (!connections.admit(asker)) {
      metrics.connectionShed();
      socket.close();
      return;
    }
    var conversation = new TcpConversation(socket, responder, settings.queryBytesMax(), metrics);
    conversations.add(conversation);
    socket.closeHandler(
        closed -> {
          conversations.remove(conversation);
          connections.leave(asker);
        });
    // A reset is the asker's business; without a handler Vert.x logs it.
    socket.exceptionHandler(failure -> socket.close());
    socket.handler(conversation);
  }

  /** Closing changes the set, at once or later. */
  private void sweep() {
    long oldest = System.nanoTime() - settings.messageTimeout().toNanos();
    for (var conversation : conversations.toArray(TcpConversation[]::new)) {
      conversation.cutWhenWaitingSince(oldest);
    }
  }
}
