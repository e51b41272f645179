package io.fairlead.proxy.relay;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.vertx.core.internal.VertxInternal;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Sockets of the kind that Vert.x's event loops serve. For an IPv4 address it is an IPv4 socket:
 * one of IPv6 could do both, but the kernel has to translate every address.
 */
public final class Sockets {
  private final VertxInternal vertx;
  private final boolean epoll;

  public Sockets(VertxInternal vertx) {
    this.vertx = vertx;
    this.epoll = vertx.isNativeTransportEnabled() && Epoll.isAvailable();
  }

  /** One to connect. */
  Channel connecting(SocketAddress to) {
    var channel =
        epoll && isIpv4(to)
            ? new EpollSocketChannel(SocketProtocolFamily.INET)
            : vertx.transport().channelFactory(false).newChannel();
    EpollInterest.keep(channel);
    return channel;
  }

  /** One to listen. */
  public ServerChannel listening(SocketAddress on) {
    return epoll && isIpv4(on)
        ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
        : (ServerChannel) vertx.transport().serverChannelFactory(false).newChannel();
  }

  /** The IP address at the other end of a client's connection, as text, without its zone. */
  public static String clientAddress(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return "unknown";
    }
    String text = remote.getAddress().getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static boolean isIpv4(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet4Address;
  }
}
