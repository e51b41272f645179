package io.fairlead.proxy.gateway;

import io.fairlead.proxy.tls.TlsEnds;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;

/** Puts TLS before whatever reads a connection; any thread. */
final class Tls {
  static {
    // The JDK would let clients have as many handshakes on one connection as they like.
    if (System.getProperty("jdk.tls.rejectClientInitiatedRenegotiation") == null) {
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }
  }

  private final Certificates certificates;
  private final int helloBytesMax;
  private final long handshakeMillis;
  private final GatewayMetrics metrics;

  Tls(Certificates certificates, int helloBytesMax, long handshakeMillis, GatewayMetrics metrics) {
    this.certificates = certificates;
    this.helloBytesMax = helloBytesMax;
    this.handshakeMillis = handshakeMillis;
    this.metrics = metrics;
  }

  ChannelHandler before(ChannelHandler reader) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Hello(), new TlsEnds(metrics), reader);
      }
    };
  }

  /** Waits for the name that the client asks for, and gives way to the handshake. */
  private final class Hello extends SniHandler {
    Hello() {
      super(certificates, helloBytesMax, handshakeMillis);
    }

    @Override
    protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
      var handler = super.newSslHandler(context, allocator);
      handler.setHandshakeTimeoutMillis(handshakeMillis);
      return handler;
    }
  }
}
