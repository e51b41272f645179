package io.fairlead.proxy.listen;

import io.fairlead.proxy.relay.Sockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening socket; hands connections to its event loops in turn. */
@Sharable
final class AcceptingSocket extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptingSocket.class);
  private static final int BACKLOG = 1024;

  private record Seat(EventLoop loop, Consumer<Channel> accept) {}

  private final List<Seat> seats = new CopyOnWriteArrayList<>();
  private final Promise<Channel> bound = Promise.promise();
  private int turn;

  void bind(VertxInternal vertx, Place place) {
    var acceptor = vertx.acceptorEventLoopGroup().next();
    var on = address(place);
    var channel = new Sockets(vertx).listening(on);
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    channel.pipeline().addLast(this);
    acceptor
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                channel.bind(on).addListener((ChannelFuture f) -> bound(f, channel));
              } else {
                bound.fail(registered.cause());
              }
            });
  }

  private static InetSocketAddress address(Place place) {
    return new InetSocketAddress(place.host(), Math.max(0, place.bindPort()));
  }

  private void bound(ChannelFuture done, Channel channel) {
    if (done.isSuccess()) {
      bound.complete(channel);
    } else {
      var unused = channel.close();
      bound.fail(done.cause());
    }
  }

  Future<Integer> port() {
    return bound.future().map(c -> ((InetSocketAddress) c.localAddress()).getPort());
  }

  void join(EventLoop loop, Consumer<Channel> accept) {
    seats.add(new Seat(loop, accept));
  }

  /** Whether it was the last one. */
  boolean leave(EventLoop loop) {
    seats.removeIf(seat -> seat.loop() == loop);
    return seats.isEmpty();
  }

  void close(Promise<Void> closed) {
    bound
        .future()
        .onSuccess(channel -> channel.close().addListener(done -> closed.complete()))
        .onFailure(cause -> closed.complete());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var channel = (Channel) message;
    var present = seats.toArray(new Seat[0]);
    if (present.length == 0) {
      channel.unsafe().closeForcibly();
      return;
    }
    turn = (turn + 1) % present.length;
    var seat = present[turn];
    seat.accept().accept(channel);
    seat.loop()
        .register(channel)
        .addListener(
            (ChannelFuture registered) -> {
              if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
              }
            });
  }

  /**
   * Usually there are no file descriptors left: asking again at once would only turn in circles.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("a connection could not be accepted: {}", cause.getMessage());
    var config = ctx.channel().config();
    if (config.isAutoRead()) {
      config.setAutoRead(false);
      var unused =
          ctx.channel().eventLoop().schedule(() -> config.setAutoRead(true), 1, TimeUnit.SECONDS);
    }
  }
}
