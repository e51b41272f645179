package io.fairlead.proxy.listen;

import io.fairlead.proxy.exchange.Address;
import io.fairlead.proxy.redirect.FirstBytes;
import io.fairlead.proxy.redirect.OriginalDestination;
import io.fairlead.proxy.relay.ClientConnection;
import io.fairlead.proxy.relay.Endings;
import io.fairlead.proxy.relay.Front;
import io.fairlead.proxy.relay.Watch;
import io.fairlead.proxy.tunnel.TunnelFront;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetSocketAddress;

/**
 * The first handler of a connection to the egress listener. When the kernel redirected it, finds
 * out where it belongs: to the client alias whose address it was meant for, to the mesh when its
 * first request asks for somebody there, and else to where it was meant to go, unread. On its event
 * loop.
 */
final class RedirectedConnection extends ChannelInboundHandlerAdapter implements ClientConnection {
  private final Front front;
  private final RedirectFronts fronts;
  private Channel channel;
  private InetSocketAddress destination;
  private Watch.Entry watched;
  private ByteBuf held;
  private boolean headBegun;
  private boolean inputShut;
  private boolean over;

  /**
   * @param front of all that the mesh is asked for by name
   * @param fronts of all others
   */
  RedirectedConnection(Front front, RedirectFronts fronts) {
    this.front = front;
    this.fronts = fronts;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    destination = OriginalDestination.of(channel);
    var alias = destination == null ? null : fronts.aliasAt(destination);
    if (destination == null || alias != null) {
      over = true;
      ctx.pipeline().replace(this, null, alias == null ? fronts.http(front) : fronts.alias(alias));
    } else if (front.opened(this)) {
      watched = front.watch().start(() -> handOver(passThrough()));
      watched.expireIn(fronts.detectNanos());
    } else {
      over = true;
      Endings.close(channel);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var in = (ByteBuf) message;
    if (over) {
      in.release();
      return;
    }
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    var first = FirstBytes.of(held);
    switch (first.kind()) {
      case HTTP1 -> handOver(fronts.isOfMesh(first.host()) ? fronts.http(front) : passThrough());
      case HTTP2 -> handOver(fronts.isHostOfMesh(destination) ? fronts.http(front) : passThrough());
      case OTHER -> handOver(passThrough());
      default -> awaitMore(first.kind());
    }
  }

  private void awaitMore(FirstBytes.Kind kind) {
    if (held.readableBytes() >= front.limits().headBytesMax()) {
      handOver(passThrough());
    } else if (kind == FirstBytes.Kind.HEAD_BEGUN && !headBegun) {
      headBegun = true;
      watched.expireIn(front.limits().headNanos());
    }
  }

  private ChannelHandler passThrough() {
    var host = destination.getAddress().getHostAddress();
    int zone = host.indexOf('%');
    var address = new Address(zone < 0 ? host : host.substring(0, zone), destination.getPort());
    // Only now: both ends of a connection of our own know of it by now.
    return fronts.isOwn(channel.remoteAddress())
        ? new TunnelFront(fronts.passThrough())
        : new TunnelFront(fronts.passThrough(), address.toString());
  }

  /** Steps out of the way; from here on the connection is the other one's. */
  private void handOver(ChannelHandler next) {
    if (over) {
      return;
    }
    leave();
    var first = held;
    held = null;
    var pipeline = channel.pipeline();
    pipeline.replace(this, null, next);
    pipeline.fireChannelActive();
    if (first != null) {
      pipeline.fireChannelRead(first);
      pipeline.fireChannelReadComplete();
    }
    if (inputShut) {
      pipeline.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  /** A client that will not say more: whoever it meant has to see what there is. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!over && event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      handOver(passThrough());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  private void gone() {
    if (!over) {
      leave();
      if (held != null) {
        held.release();
        held = null;
      }
    }
  }

  private void leave() {
    over = true;
    watched.stop();
    front.closed(this);
  }

  @Override
  public void sweep(long nowNanos) {
    // The watch does it.
  }

  @Override
  public void announceDrain() {
    // Whoever takes it over says it.
  }

  @Override
  public void drain() {
    // It is served to its end, like all that are accepted.
  }

  @Override
  public void close() {
    Endings.close(channel);
    gone();
  }
}
