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
  private final Bootstrap bootstrap;
  private final Sockets sockets;

  public Dialer(VertxInternal vertx, EventLoop loop, RelayLimits limits) {
    sockets = new Sockets(vertx);
    bootstrap =
        SocketOptions.of(limits)
            .onto(new Bootstrap().group(loop))
            .resolver(vertx.nameResolver().nettyAddressResolverGroup())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limits.connectMillis());
  }

  /** Connects; the handler is the whole pipeline. */
  public ChannelFuture connect(Address address, ChannelHandler handler) {
    var to = socketAddress(address);
    return bootstrap
        .clone()
        .channelFactory(() -> sockets.connecting(to))
        .handler(handler)
        .connect(to);
  }

  private static SocketAddress socketAddress(Address address) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(address.host());
    return literal == null
        ? InetSocketAddress.createUnresolved(address.host(), address.port())
        : new InetSocketAddress(literal, address.port());
  }
}
