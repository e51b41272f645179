package io.fairlead.proxy.listen;

import io.fairlead.node.BindFailure;
import io.fairlead.proxy.exchange.Direction;
import io.fairlead.proxy.exchange.Exchange;
import io.fairlead.proxy.exchange.ResponseHead;
import io.fairlead.proxy.relay.ConnectionLimit;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.SocketOptions;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/** One event loop's part in a socket in front of a chain. */
final class ChainListener implements Listener {
  private final ListenContext context;
  private final Place place;
  private final Front front;
  private final SocketOptions options;
  private final ConnectionStart start;

  /**
   * @param chain handles exchanges
   * @param start what becomes of a connection
   */
  ChainListener(
      ListenContext context,
      Place place,
      Direction direction,
      ConnectionLimit connections,
      Function<Exchange, Future<ResponseHead>> chain,
      ConnectionStart start) {
    this.context = context;
    this.place = place;
    this.start = start;
    this.options = SocketOptions.of(context.limits());
    this.front =
        new Front(
            direction,
            context.limits(),
            context.headers(),
            connections,
            context.connections(),
            chain,
            context.watch(),
            context.shared().nanoClock());
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Future<Integer> open() {
    return context
        .ports()
        .join(place, context.loop(), this::accepted)
        .recover(
            cause ->
                Future.failedFuture(
                    BindFailure.explain(
                        place.name(), place.setting(), place.host(), place.port(), cause)));
  }

  /** On the acceptor's thread; the connection is registered with the event loop afterwards. */
  private void accepted(Channel channel) {
    options.onto(channel);
    channel.pipeline().addLast(start.handler(front));
  }

  @Override
  public void announceDrain() {
    front.announceDrain();
  }

  @Override
  public Future<Void> drain(Duration grace) {
    return context.ports().leave(place, context.loop()).compose(v -> onLoop(grace));
  }

  private Future<Void> onLoop(Duration grace) {
    var drained = io.vertx.core.Promise.<Void>promise();
    context.loop().execute(() -> front.drain(context.loop(), grace).onComplete(drained));
    return drained.future();
  }

  @Override
  public void sweep() {
    front.sweep();
  }
}
