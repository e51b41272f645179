package io.fairlead.nameserver.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The sockets of one event loop, and what it asks elsewhere with. */
final class SocketsVerticle extends VerticleBase {
  private final Function<Vertx, Forwarder> forwarding;
  private final BiFunction<Vertx, Forwarder, Future<DnsServer>> opening;
  private Forwarder forwarder;
  private DnsServer server;

  /**
   * @param forwarding may make null
   */
  SocketsVerticle(
      Function<Vertx, Forwarder> forwarding,
      BiFunction<Vertx, Forwarder, Future<DnsServer>> opening) {
    this.forwarding = forwarding;
    this.opening = opening;
  }

  @Override
  public Future<?> start() {
    forwarder = forwarding.apply(vertx);
    return opening
        .apply(vertx, forwarder)
        .onSuccess(opened -> server = opened)
        .onFailure(failure -> closeForwarder());
  }

  /** Who waits for upstreams is answered while there is a socket to do so. */
  @Override
  public Future<?> stop() {
    closeForwarder();
    return server.close();
  }

  private void closeForwarder() {
    if (forwarder != null) {
      forwarder.close();
    }
  }
}
