package io.fairlead.nameserver.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.Inet4Address;
import java.net.InetSocketAddress;

/**
 * A UDP socket on the event loop of the current Vert.x context. Where Vert.x is native (epoll),
 * each event loop has its own socket on the same port, among which the kernel shares the askers,
 * and datagrams are received and sent many at a time.
 *
 * <p>Netty's channel rather than Vert.x's socket, which hands over one packet a turn and resolves
 * the receiver of each; the one place that uses Vert.x internals.
 */
final class UdpListener {
  /** No query is longer: a name has 255 bytes, and options are few. What is longer is cut. */
  private static final int QUERY_BYTES_MAX = 1232;

  private static final int BATCH = 32;
  private static final int SOCKET_BUFFER_BYTES = 1 << 20;

  private final ContextInternal context;
  private final Channel channel;

  private UdpListener(ContextInternal context, Channel channel) {
    this.context = context;
    this.channel = channel;
  }

  /** Binds; fails with a {@link java.io.IOException} when the address cannot be had. */
  static Future<UdpListener> open(
      VertxInternal vertx, InetSocketAddress address, Responder responder) {
    var context = vertx.getOrCreateContext();
    var opened = context.<UdpListener>promise();
    var bootstrap =
        new Bootstrap()
            .group(context.nettyEventLoop())
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .handler(new DatagramHandler(responder));
    if (isNative(vertx)) {
      bootstrap
          .channelFactory(() -> new EpollDatagramChannel(family(address)))
          .option(UnixChannelOption.SO_REUSEPORT, true)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, QUERY_BYTES_MAX)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(BATCH * QUERY_BYTES_MAX));
    } else {
      bootstrap.channelFactory(() -> vertx.transport().datagramChannel());
    }
    bootstrap
        .bind(address)
        .addListener(
            (io.netty.channel.ChannelFuture bound) -> {
              if (bound.isSuccess()) {
                opened.complete(new UdpListener(context, bound.channel()));
              } else {
                opened.fail(bound.cause());
              }
            });
    return opened.future();
  }

  /** Whether event loops can have a socket each on one port. */
  static boolean isNative(Vertx vertx) {
    return vertx.isNativeTransportEnabled() && Epoll.isAvailable();
  }

  /** An IPv6 socket could do both, but has to translate every address of the other family. */
  private static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  Future<Void> close() {
    var closed = context.<Void>promise();
    channel.close().addListener(closed);
    return closed.future();
  }
}
