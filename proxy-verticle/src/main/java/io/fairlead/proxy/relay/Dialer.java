package io.fairlead.proxy.relay;

import io.fairlead.proxy.exchange.Address;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Makes one event loop's connections to endpoints; names are resolved without blocking. */
public final class Dialer {
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final Sockets sockets;
  private final OwnConnections own;
  private final Securing securing;

  /**
   * @param own is told of every connection
   * @param securing says which of them have TLS
   */
  public Dialer(
      VertxInternal vertx,
      EventLoop loop,
      RelayLimits limits,
      OwnConnections own,
      Securing securing) {
    this.loop = loop;
    this.own = own;
    this.securing = securing;
    sockets = new Sockets(vertx);
    bootstrap =
        SocketOptions.of(limits)
            .onto(new Bootstrap().group(loop))
            .resolver(vertx.nameResolver().nettyAddressResolverGroup())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectMillis());
  }

  /** Connects; the handler reads the connection, whatever it goes through. */
  public ChannelFuture connect(Address address, Lane lane, ChannelHandler handler) {
    var secured = securing.before(address, lane, handler);
    var first = secured == null ? handler : secured.handler();
    var to = socketAddress(address);
    var connecting =
        bootstrap.clone().channelFactory(() -> sockets.connecting(to)).handler(first).connect(to);
    // First among its listeners: before anything is sent there.
    connecting.addListener((ChannelFuture done) -> remember(done));
    return secured == null ? connecting : secured.proven(connecting);
  }

  /** Does something on the event loop, but not within what is done now. */
  public void later(Runnable action) {
    loop.execute(action);
  }

  private void remember(ChannelFuture done) {
    if (done.isSuccess()) {
      var source = done.channel().localAddress();
      own.opened(source);
      done.channel().closeFuture().addListener(closed -> own.closed(source));
    }
  }

  private static SocketAddress socketAddress(Address address) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.host());
    return literal == null
        ? InetSocketAddress.createUnresolved(address.host(), address.port())
        : new InetSocketAddress(literal, address.port());
  }
}
