package io.fairlead.nameserver.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * One question to one upstream: by UDP from a socket of its own, so from a port that nobody can
 * foresee (RFC 5452 §9.2), and by TCP when the reply was cut. Whatever does not match id, question
 * and address is ignored, and does not end the wait. One event loop.
 */
final class UpstreamExchange {
  /** What becomes of it; called on the event loop. */
  interface Outcome {
    /** The upstream gave a whole reply; perhaps after it was said to have failed. */
    void replied(UpstreamExchange by, Reply reply);

    /** The upstream gave nothing that can be used, until now. */
    void failed(UpstreamExchange by);
  }

  /** Longer than what the upstream was told to send at most. */
  private static final int DATAGRAM_BYTES_MAX = 4096;

  private final UpstreamSockets sockets;
  private final Question question;
  private final Upstream upstream;
  private final Outcome outcome;
  private final int id;
  private Channel channel;
  private TcpExchange tcp;
  private ScheduledFuture<?> timer;
  private boolean failed;
  private boolean closed;

  UpstreamExchange(
      UpstreamSockets sockets, Question question, Upstream upstream, Outcome outcome, int id) {
    this.sockets = sockets;
    this.question = question;
    this.upstream = upstream;
    this.outcome = outcome;
    this.id = id;
  }

  Upstream upstream() {
    return upstream;
  }

  /** Sends the question; may fail before this returns. */
  void start() {
    sockets.opened(this);
    startTimer();
    new Bootstrap()
        .group(sockets.eventLoop())
        .channelFactory(sockets::datagramChannel)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(DATAGRAM_BYTES_MAX))
        .handler(new Datagrams())
        .disableResolver()
        .connect(upstream.address())
        .addListener((ChannelFuture connected) -> sockets.onLoop(() -> connected(connected)));
  }

  private void connected(ChannelFuture connected) {
    if (!connected.isSuccess()) {
      unreachable();
      return;
    }
    channel = connected.channel();
    if (closed) {
      closeChannel();
      return;
    }
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(question.query(id)))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                sockets.onLoop(this::unreachable);
              }
            });
  }

  private void startTimer() {
    timer = sockets.after(sockets.settings().timeout(), this::timedOut);
  }

  private void timedOut() {
    upstream.failed(sockets.now());
    fail();
  }

  /** Nothing will come any more. */
  private void unreachable() {
    if (!closed) {
      if (!failed) {
        upstream.failed(sockets.now());
      }
      close();
      fail();
    }
  }

  private void fail() {
    timer.cancel(false);
    if (!failed) {
      failed = true;
      outcome.failed(this);
    }
  }

  private void receivedDatagram(byte[] message) {
    if (closed || tcp != null || !isReply(message)) {
      return;
    }
    if (!Reply.isTruncated(message)) {
      received(message);
      return;
    }
    upstream.responded();
    timer.cancel(false);
    startTimer();
    tcp = new TcpExchange(question.query(id), sockets.settings().responseBytesMax(), this);
    tcp.start(sockets.tcp(), upstream.address());
  }

  /** A whole message by TCP. */
  void receivedByTcp(byte[] message) {
    if (closed || !isReply(message)) {
      return;
    }
    if (Reply.isTruncated(message)) {
      tcpFailed();
    } else {
      received(message);
    }
  }

  /** There will be no message by TCP. */
  void tcpFailed() {
    unreachable();
  }

  private boolean isReply(byte[] message) {
    boolean matches = question.isAnsweredBy(message, id);
    if (!matches) {
      sockets.metrics().ignored();
    }
    return matches;
  }

  private void received(byte[] message) {
    upstream.responded();
    var reply =
        message.length > sockets.settings().responseBytesMax()
            ? null
            : Reply.read(message, question);
    close();
    if (reply == null) {
      fail();
    } else {
      outcome.replied(this, reply);
    }
  }

  /** Nothing is reported any more; may be called again. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    timer.cancel(false);
    closeChannel();
    if (tcp != null) {
      tcp.close();
    }
    sockets.closed(this);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void closeChannel() {
    if (channel != null) {
      channel.close();
    }
  }

  private final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      // The kernel lets only the upstream through once the socket is connected.
      if (upstream.address().equals(packet.sender())) {
        byte[] message = bytes(packet.content());
        sockets.onLoop(() -> receivedDatagram(message));
      }
    }

    private static byte[] bytes(ByteBuf content) {
      byte[] bytes = new byte[content.readableBytes()];
      content.readBytes(bytes);
      return bytes;
    }

    /** ICMP "port unreachable" arrives here. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
      sockets.onLoop(UpstreamExchange.this::unreachable);
    }
  }
}
