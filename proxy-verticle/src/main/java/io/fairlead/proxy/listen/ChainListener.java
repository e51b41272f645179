package io.fairlead.proxy.listen;

import io.fairlead.node.BindFailure;
import io.fairlead.proxy.chain.RequestChain;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.wire.ConnectionLimit;
import io.fairlead.proxy.wire.HttpFront;
import io.fairlead.proxy.wire.WireLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A socket in front of a chain. */
final class ChainListener implements Listener {
  private final Place place;
  private final HttpFront front;

  ChainListener(
      Vertx vertx,
      Place place,
      Direction direction,
      WireLimits limits,
      ConnectionLimit connections,
      RequestChain chain,
      LongSupplier nanoClock) {
    this.place = place;
    this.front = new HttpFront(vertx, direction, limits, connections, chain::handle, nanoClock);
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Future<Integer> open() {
    return front
        .listen(place.host(), place.bindPort())
        .recover(
            cause ->
                Future.failedFuture(
                    BindFailure.explain(
                        place.name(), place.setting(), place.host(), place.port(), cause)));
  }

  @Override
  public void announceDrain() {
    front.announceDrain();
  }

  @Override
  public Future<Void> drain(Duration grace) {
    return front.drain(grace);
  }

  @Override
  public void sweep() {
    front.sweep();
  }
}
