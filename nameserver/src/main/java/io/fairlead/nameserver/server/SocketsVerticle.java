package io.fairlead.nameserver.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Function;

/** The sockets of one event loop. */
final class SocketsVerticle extends VerticleBase {
  private final Function<Vertx, Future<DnsServer>> opening;
  private DnsServer server;

  SocketsVerticle(Function<Vertx, Future<DnsServer>> opening) {
    this.opening = opening;
  }

  @Override
  public Future<?> start() {
    return opening.apply(vertx).onSuccess(opened -> server = opened);
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }
}
