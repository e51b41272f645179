package io.fairlead.nameserver.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the datagrams of one socket. Those that were received together are sent together, and
 * their responses are slices of one buffer: at this rate, a buffer for each is worth saving.
 */
final class DatagramHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

  private static final int DATAGRAM_BYTES_MAX = 65_535;
  private static final int RESPONSES_BYTES = 16 * 1024;

  private final Responder responder;
  private final byte[] message = new byte[DATAGRAM_BYTES_MAX];
  private Function<InetSocketAddress, Consumer<byte[]>> later;

  /** Where the next responses go; null until one is due. */
  private ByteBuf responses;

  DatagramHandler(Responder responder) {
    this.responder = responder;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    later = asker -> response -> sendLater(context, response, asker);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    var packet = (DatagramPacket) received;
    var content = packet.content();
    int length = content.readableBytes();
    content.getBytes(content.readerIndex(), message, 0, length);
    packet.release();
    var asker = packet.sender();
    int answered = responder.answerDatagram(message, length, asker, later);
    if (answered > 0) {
      send(context, responder.response(), answered, asker);
    }
  }

  /** A full socket buffer loses the response, which UDP may: asking again is cheap. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(
      ChannelHandlerContext context, byte[] response, int length, InetSocketAddress asker) {
    if (responses == null || responses.writableBytes() < length) {
      release();
      responses = context.alloc().directBuffer(Math.max(RESPONSES_BYTES, length));
    }
    responses.writeBytes(response, 0, length);
    context.write(
        new DatagramPacket(responses.readRetainedSlice(length), asker), context.voidPromise());
  }

  private void sendLater(ChannelHandlerContext context, byte[] response, InetSocketAddress asker) {
    send(context, response, response.length, asker);
    context.flush();
  }

  private void release() {
    if (responses != null) {
      responses.release();
      responses = null;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    // ICMP "port unreachable" for an asker that has gone arrives here: the socket lives on.
    LOG.debug("datagram lost", failure);
  }
}
