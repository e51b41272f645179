package io.fairlead.nameserver.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.UnixChannelOption;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

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
            .channelFactory(() -> vertx.transport().datagramChannel())
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
            .handler(new Datagrams(responder));
    if (vertx.isNativeTransportEnabled()) {
      bootstrap
          .option(UnixChannelOption.SO_REUSEPORT, true)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, QUERY_BYTES_MAX)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(BATCH * QUERY_BYTES_MAX));
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

  Future<Void> close() {
    var closed = context.<Void>promise();
    channel.close().addListener(closed);
    return closed.future();
  }

  private static final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Responder responder;
    private final byte[] message = new byte[65_535];
    private Function<InetSocketAddress, Consumer<byte[]>> later;

    Datagrams(Responder responder) {
      this.responder = responder;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      later = asker -> response -> sendLater(context, response, asker);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      var content = packet.content();
      int length = content.readableBytes();
      content.getBytes(content.readerIndex(), message, 0, length);
      var asker = packet.sender();
      int answered = responder.answerDatagram(message, length, asker, later);
      if (answered > 0) {
        send(context, responder.response(), answered, asker);
      }
    }

    /** A full socket buffer loses the response, which UDP may: asking again is cheap. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(
        ChannelHandlerContext context, byte[] response, int length, InetSocketAddress asker) {
      var content = context.alloc().directBuffer(length).writeBytes(response, 0, length);
      context.write(new DatagramPacket(content, asker), context.voidPromise());
    }

    private static void sendLater(
        ChannelHandlerContext context, byte[] response, InetSocketAddress asker) {
      send(context, response, response.length, asker);
      context.flush();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      // ICMP "port unreachable" for an asker that has gone arrives here: the socket lives on.
      LOG.debug("datagram lost", failure);
    }
  }
}
