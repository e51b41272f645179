package io.fairlead.dns.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket on the event loop of the current Vert.x context, native when Vert.x is. Netty's
 * channel rather than Vert.x's socket, which hands over one packet a turn and resolves the receiver
 * of each; the one place that uses Vert.x internals.
 */
final class UdpListener {
  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

  private final ContextInternal context;
  private final Channel channel;

  private UdpListener(ContextInternal context, Channel channel) {
    this.context = context;
    this.channel = channel;
  }

  /** Binds; fails with a {@link java.io.IOException} when the address cannot be had. */
  static Future<UdpListener> open(
      VertxInternal vertx, InetSocketAddress address, QueryHandler queries) {
    var context = vertx.getOrCreateContext();
    var opened = context.<UdpListener>promise();
    new Bootstrap()
        .group(context.nettyEventLoop())
        .channelFactory(() -> vertx.transport().datagramChannel())
        .handler(new Responder(queries))
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

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  Future<Void> close() {
    var closed = context.<Void>promise();
    channel.close().addListener(closed);
    return closed.future();
  }

  private static final class Responder extends SimpleChannelInboundHandler<DatagramPacket> {
    private final QueryHandler queries;

    Responder(QueryHandler queries) {
      this.queries = queries;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      byte[] message = new byte[packet.content().readableBytes()];
      packet.content().readBytes(message);
      queries
          .answerDatagram(message)
          .ifPresent(response -> send(context, response, packet.sender()));
    }

    /** A full socket buffer loses the response, which UDP may: asking again is cheap. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(
        ChannelHandlerContext context, byte[] response, InetSocketAddress asker) {
      var content = context.alloc().ioBuffer(response.length).writeBytes(response);
      context.write(new DatagramPacket(content, asker), context.voidPromise());
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
