package io.fairlead.registry.link;

import io.fairlead.catalog.bus.BusFailure;
import io.fairlead.node.BindFailure;
import io.fairlead.registry.link.LinkObserver.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Takes links. All methods on one context, whose event loop serves every link. */
public final class LinkServer {
  private final Vertx vertx;
  private final LinkServerSettings settings;
  private final LinkObserver observer;
  private final EventFanOut events;
  private final Set<LinkSession> links = new LinkedHashSet<>();
  private final LinkQueue.Total queued;
  private NetServer server;

  public LinkServer(Vertx vertx, LinkServerSettings settings, LinkObserver observer) {
    this.vertx = vertx;
    this.settings = settings;
    this.observer = observer;
    this.events = new EventFanOut(observer);
    this.queued = new LinkQueue.Total(observer::queued);
  }

  /**
   * Begins to listen.
   *
   * @return the port; fails with {@code StartFailure} when the address cannot be bound
   */
  public Future<Integer> listen() {
    events.bind(vertx.eventBus());
    server = vertx.createNetServer(options()).connectHandler(this::admit);
    return server
        .listen(settings.port(), settings.host())
        .map(NetServer::actualPort)
        .recover(
            e ->
                Future.failedFuture(
                    BindFailure.explain(
                        "bus link", "link.port", settings.host(), settings.port(), e)));
  }

  /** Takes no more links and ends those there are: their other ends turn to another node. */
  public Future<Void> close() {
    List.copyOf(links).forEach(link -> link.abort(Reason.DRAINED));
    Future<Void> closed = server == null ? Future.succeededFuture() : server.close();
    return closed.eventually(events::close);
  }

  private NetServerOptions options() {
    var options = new NetServerOptions().setTcpKeepAlive(true);
    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setReadIdleTimeout((int) settings.idleTimeout().toMillis());
    return options;
  }

  private void admit(NetSocket socket) {
    if (links.size() >= settings.linksMax()) {
      observer.opened();
      observer.closed(Reason.SHED);
      socket.end(
          LinkFrames.refusal(
              "",
              BusFailure.UNAVAILABLE,
              "this node has " + settings.linksMax() + " links already (link.linksMax)"));
      return;
    }
    var link = new LinkSession(vertx, socket, events, queued, settings, observer);
    links.add(link);
    observer.opened();
    link.start(
        reason -> {
          links.remove(link);
          observer.closed(reason);
        });
  }
}
